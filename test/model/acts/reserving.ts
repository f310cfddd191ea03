import { min, total } from "../pair.ts";
import { quoteOf } from "../pools/due.ts";
import type { Deal } from "../pools/records.ts";
import { NATIVE, NOBODY, POOLS, type Account, type Guard, type Token } from "../names.ts";
import { amountIn, key } from "../world.ts";
import { TOKENS } from "./cast.ts";
import { amount, cap } from "./edges.ts";
import { operator } from "./registry.ts";
import { anyone, ownerOf, someDeal, someFarm, somePool, someTid, type Maker, type Scene } from "./scene.ts";

const open = (deal: Deal): boolean => deal.state === "Requested" || deal.state === "Payable";

/** Mostly one that is in time. */
function someOpenDeal(scene: Scene): readonly [number, Deal] | undefined {
  const late = scene.random.chance(8);
  return someDeal(scene, (deal) => open(deal) && (late || scene.now <= deal.until));
}

export const reserve: Maker = (scene) => {
  const { world, random } = scene;
  const tid = someTid(scene);
  const farm = someFarm(scene);
  const limit = cap(scene);
  const terms = {
    farm,
    version: world.farms.get(farm)?.version ?? 0,
    amount: amount(scene, limit),
    nodes: someNodes(scene, farm),
    currencies: random.some(TOKENS, 70),
    cap: limit,
    refundTo: random.pick([NOBODY, NOBODY, "cid", "ben"]),
  };
  const epoch = amountIn(world.epochs, tid) + random.pick([1n, 1n, 5n, 2n ** 32n]);
  return { do: "reserve", by: ownerOf(scene, tid), terms, tid, epoch };
};

export function someNodes({ world, random }: Scene, farm: number): number[] {
  if (random.chance(50)) return [];
  const own = [...world.nodes].filter(([, node]) => node.farm === farm && !node.retired).map(([id]) => id);
  return random.some(own, 60);
}

export const reserveRefill: Maker = (scene) => {
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  const by = scene.random.chance(50) ? ownerOf(scene, pool.tid) : anyone(scene);
  return { do: "reserveRefill", by, poolId, amount: amount(scene, pool.cap) };
};

export const answer: Maker = (scene) => {
  const late = scene.random.chance(8);
  const [id, deal] = someDeal(scene, ({ state, until }) => state === "Requested" && (late || scene.now <= until)) ?? [];
  if (id === undefined || deal === undefined) return undefined;
  const by = operator(scene, deal.farm);
  return { do: scene.random.chance(85) ? "accept" : "reject", by, id, guard: "same" };
};

export const cancel: Maker = (scene) => {
  const any = scene.random.chance(10);
  const [id, deal] = someDeal(scene, (deal) => open(deal) && (any || deal.refillOf === 0)) ?? [];
  if (id === undefined || deal === undefined) return undefined;
  return { do: "cancel", by: ownerOf(scene, deal.tid), id };
};

/** A payment by one of the doors, of all that is due, of a part, or of too much. */
export const payment: Maker = (scene) => {
  const { world, random } = scene;
  const [id, deal] = someOpenDeal(scene) ?? [];
  if (id === undefined || deal === undefined) return undefined;
  const token = random.chance(95) ? random.pick(deal.currencies) : random.pick(TOKENS);
  if (token === undefined) return undefined;
  const due = deal.currencies.includes(token)
    ? total(quoteOf(world, deal, token)) - amountIn(world.sums, key(id, token))
    : 1_000n;
  const amount = random.weigh([
    [6, due],
    [2, due * 2n + 5n],
    [world.kinds.get(token) === "fee" ? 8 : 1, (due * 10_000n) / 9_900n + 1n],
    [3, due / 2n],
    [1, 1n],
    [1, 0n],
    [1, due - 1n],
  ]);
  return door(scene, id, token, amount < 0n ? 0n : min(amount, 2n ** 120n));
};

function door(scene: Scene, id: number, token: Token, amount: bigint): ReturnType<Maker> {
  const { random } = scene;
  const by = anyone(scene);
  const memo = memoOf(scene, id);
  const guard: Guard = random.pick(["any", "any", "same", "same", "other"]);
  const value = token === NATIVE ? amount : 0n;
  switch (random.below(3)) {
    case 0:
      return { do: "pay", by, memo, token, amount, guard, value };
    case 1:
      return { do: "payFor", by, id, token, amount, beneficiary: someone(scene), guard, value };
    default:
      if (token === NATIVE) return { do: "payNative", by, memo, value };
      return { do: "transferAndCall", by, token, amount, memo };
  }
}

function someone(scene: Scene): Account {
  return scene.random.chance(3) ? POOLS : anyone(scene);
}

function memoOf({ random }: Scene, id: number): string {
  if (random.chance(95)) return `p-${id}`;
  const wrong = [
    `p-0${id}`,
    `P-${id}`,
    `p-${id} `,
    ` p-${id}`,
    `p-`,
    "p",
    "p- 5",
    `p-${2n ** 64n}`,
    `p-+${id}`,
  ] as const;
  return random.pick(wrong);
}

export const refund: Maker = (scene) => {
  const { world, random, now } = scene;
  const kept = [...world.contributions].filter(([at, left]) => {
    const deal = world.deals.get(Number(at.split("/")[0]));
    return left > 0n && deal !== undefined && (!open(deal) || deal.until < now || random.chance(5));
  });
  const at = random.pick(kept)?.[0];
  if (at === undefined) return undefined;
  const [id = "", token = "", payer = ""] = at.split("/");
  return { do: "refund", by: payer, id: Number(id), token, to: destination(scene) };
};

/** Where money is sent: once in a while where it must not go. */
export function destination(scene: Scene): Account {
  return scene.random.chance(95) ? anyone(scene) : scene.random.pick([NOBODY, POOLS]);
}

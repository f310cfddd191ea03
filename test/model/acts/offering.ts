import { HOUR, WHOLE } from "../bounds.ts";
import { costOf } from "../cost.ts";
import { NATIVE, type Account, type Token } from "../names.ts";
import { both, ceilDiv, max, NONE, total, UNITS, type Pair } from "../pair.ts";
import type { Pool } from "../pools/deals.ts";
import type { Offer } from "../pools/offer.ts";
import { listedPrice } from "../registry/terms.ts";
import { TOKENS } from "./cast.ts";
import { amount, cap, discounted } from "./edges.ts";
import { farmer, operator } from "./registry.ts";
import { someNodes } from "./reserving.ts";
import { anyone, ownerOf, someFarm, somePool, someTid, type Maker, type Scene } from "./scene.ts";

export const buy: Maker = (scene) => {
  const { random } = scene;
  const farm = someFarm(scene);
  const listed = TOKENS.filter((token) => listPrice(scene, farm, token) !== undefined);
  const token = random.chance(90) ? random.pick(listed) : random.pick(TOKENS);
  if (token === undefined) return undefined;
  const limit = cap(scene);
  const tid = someTid(scene);
  const offer = {
    ...frame(scene, farm, token, amount(scene, limit)),
    tid: random.chance(80) ? tid : 0,
    poolId: 0,
    nodes: someNodes(scene, farm),
    cap: limit,
    ...conditions(scene, farm),
  };
  return take(scene, offer, ownerOf(scene, tid), tid);
};

/** A refill by an offer, in some cases with higher caps. */
export const buyRefill: Maker = (scene) => {
  const { random } = scene;
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  const owner = ownerOf(scene, pool.tid);
  const offer = {
    ...frame(scene, pool.farm, pool.token, amount(scene, pool.cap)),
    tid: random.chance(80) ? pool.tid : 0,
    poolId,
    nodes: random.chance(90) ? [] : someNodes(scene, pool.farm),
    cap: changedCaps(scene, pool),
    ...conditions(scene, pool.farm),
  };
  return take(scene, offer, random.chance(70) ? owner : anyone(scene), pool.tid);
};

function changedCaps(scene: Scene, pool: Pool): Pair {
  return scene.random.weigh([
    [5, NONE],
    [2, cap(scene)],
    [1, both((unit) => pool.cap[unit])],
    [1, both((unit) => pool.cap[unit] / 2n)],
  ]);
}

/** Mostly the farm's own terms. */
function conditions({ world, random }: Scene, id: number): { upfront: bigint; notice: bigint } {
  const { upfront, notice } = world.farms.get(id) ?? { upfront: 0n, notice: 1n };
  return {
    upfront: random.pick([upfront, upfront, upfront, upfront, upfront, upfront / 2n, upfront + 1n, WHOLE]),
    notice: random.pick([notice, notice, notice, notice, notice, notice, notice - 1n, notice + 1n, 365n, 366n]),
  };
}

type Frame = Pick<Offer, "farm" | "amount" | "token" | "price" | "nonce" | "signerEpoch" | "deadline">;

function frame(scene: Scene, farm: number, token: Token, bought: Pair): Frame {
  const { world, now, random } = scene;
  const cost = costOf(bought, listPrice(scene, farm, token) ?? both(() => 1_000n));
  const minOffer = world.farms.get(farm)?.minOffer ?? WHOLE;
  const floor = both((unit) => ceilDiv(cost[unit] * minOffer, WHOLE));
  return {
    farm,
    amount: bought,
    token,
    price: discounted(scene, bought, cost, floor),
    nonce: random.chance(92) ? random.between(0n, 2n ** 256n - 1n) : random.between(0n, 3n),
    signerEpoch: world.farms.get(farm)?.signerEpoch ?? 0,
    deadline: random.pick([now, now, now + 120n, now + HOUR, now - 1n, now + 1n, now + 1n, now + 1n]),
  };
}

function take(scene: Scene, offer: Offer, by: Account, tid: number): ReturnType<Maker> {
  const { random } = scene;
  const signer = random.chance(65) ? operator(scene, offer.farm) : farmer(scene, offer.farm);
  const signature = { signer, by: random.chance(97) ? signer : anyone(scene) };
  const value = offer.token === NATIVE ? total(offer.price) + random.pick([0n, 0n, 0n, 1n, 10n ** 20n, -1n]) : 0n;
  return { do: "buy", by, offer, tid, nodes: offer.nodes, signature, value: value < 0n ? 0n : value };
}

export const refill: Maker = (scene) => {
  const { random } = scene;
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  const bought = amount(scene, pool.cap);
  const cost = costOf(bought, listPrice(scene, pool.farm, pool.token) ?? NONE);
  const slack = random.pick([0n, 0n, 0n, 1n, 2n ** 255n]);
  const tight = random.chance(90) ? undefined : random.pick(UNITS);
  const maxCost = both((unit) => max(0n, cost[unit] + slack - (unit === tight ? slack + 1n : 0n)));
  const value = pool.token === NATIVE ? total(cost) + random.pick([0n, 0n, 1n, 10n ** 20n]) : 0n;
  const by = random.chance(60) ? ownerOf(scene, pool.tid) : anyone(scene);
  return { do: "refill", by, poolId, amount: bought, maxCost, value };
};

export const cancelNonces: Maker = (scene) => ({
  do: "cancelNonces",
  by: scene.random.chance(70) ? operator(scene, someFarm(scene)) : anyone(scene),
  word: scene.random.pick([0n, 0n, 1n, 2n ** 248n - 1n]),
  mask: scene.random.pick([0n, 1n, 5n, 2n ** 255n]),
});

function listPrice({ world }: Scene, farm: number, token: Token): Pair | undefined {
  return listedPrice(world, farm, token, world.farms.get(farm)?.version ?? 0);
}

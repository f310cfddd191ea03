import { NATIVE } from "../names.ts";
import { touch } from "../clock.ts";
import { clockOf, priceOf } from "../pools/deals.ts";
import { upfrontOf, worthOf } from "../worth.ts";
import { TOKENS } from "./cast.ts";
import { farmer } from "./registry.ts";
import { destination } from "./reserving.ts";
import { anyone, ownerOf, someFarm, somePool, someTid, type Maker } from "./scene.ts";

export const close: Maker = (scene) => {
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  return { do: "close", by: ownerOf(scene, pool.tid), poolId, to: destination(scene) };
};

/** The next step of an eviction. */
export const eviction: Maker = (scene) => {
  const { world, random, now } = scene;
  const noticed = [...world.deals].filter(([, deal]) => deal.state === "Active" && deal.until !== 0n);
  const [poolId, pool] = random.chance(65) ? (random.pick(noticed) ?? []) : (somePool(scene) ?? []);
  if (poolId === undefined || pool === undefined) return undefined;
  const by = farmer(scene, pool.farm);
  if (pool.until === 0n) return { do: "announceEviction", by, poolId };
  const next = random.weigh([
    [1, "announce"],
    [1, "withdraw"],
    [4, "evict"],
  ] as const);
  if (next === "announce") return { do: "announceEviction", by, poolId };
  if (next === "withdraw") return { do: "withdrawEviction", by, poolId };
  const { balance } = touch(clockOf(world, poolId), now);
  const brought = upfrontOf(worthOf(balance, priceOf(world, poolId)), pool.upfront);
  const value = pool.token === NATIVE ? brought + random.pick([0n, 0n, 1n]) : 0n;
  return { do: "evict", by, poolId, value };
};

export const withdrawOwed: Maker = (scene) => {
  const [at] = scene.random.pick([...scene.world.owed].filter(([, amount]) => amount > 0n)) ?? [];
  if (at === undefined && scene.random.chance(90)) return undefined;
  const [token = scene.random.pick(TOKENS), by = anyone(scene)] = at?.split("/") ?? [];
  return { do: "withdrawOwed", by, token, to: destination(scene) };
};

export const withdraw: Maker = (scene) => {
  const { world, random } = scene;
  const [at] = random.pick([...world.credits].filter(([, earned]) => earned > 0n)) ?? [];
  if (at === undefined && random.chance(90)) return undefined;
  const [farm = String(someFarm(scene)), table = "0", token = random.pick(TOKENS)] = at?.split("/") ?? [];
  const payees = world.shares.get(`${farm}/${table}`)?.map((share) => share.payee) ?? [];
  const all = [...Array(1 + (world.farms.get(Number(farm))?.table ?? 0)).keys()];
  const tables = random.pick<readonly number[]>([
    [Number(table)],
    [Number(table)],
    all,
    [Number(table), Number(table)],
    [0, 9],
    [],
  ]);
  const by = random.pick(payees) ?? anyone(scene);
  return { do: "withdraw", by, farm: Number(farm), token, tables, to: destination(scene) };
};

export const offerPool: Maker = (scene) => {
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  const tid = scene.random.chance(85) ? someTid(scene) : 0;
  return { do: "offerPool", by: ownerOf(scene, pool.tid), poolId, tid };
};

export const acceptPool: Maker = (scene) => {
  const [poolId, offer] = scene.random.pick([...scene.world.offered]) ?? [];
  if (poolId === undefined || offer === undefined) return undefined;
  return { do: "acceptPool", by: ownerOf(scene, offer.tid), poolId };
};

export const donate: Maker = (scene) => ({
  do: "donate",
  by: anyone(scene),
  token: scene.random.pick(TOKENS),
  amount: scene.random.between(1n, 1_000n),
});

import type { Act } from "./act.ts";
import { somePool } from "./pools.ts";
import { noteIncome } from "./told.ts";

/** A payee takes what his farm has earned. */
export const withdraw: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  const [token] = farm?.earned ?? [];
  if (farm === undefined || token === undefined) return undefined;
  farm.earned.delete(token);
  const { address } = farm.owner;
  return {
    calls: [market.place.call(address, "pools", "withdraw", [farm.id, token, 0n, address])],
    events: 1,
    // Also what came before it in the same block.
    after: () => void farm.earned.delete(token),
  };
};

export const close: Act = (scene) => {
  const pool = somePool(scene);
  if (pool === undefined) return undefined;
  const { address } = pool.customer.wallet;
  pool.isOver = true;
  return {
    calls: [scene.market.place.call(address, "pools", "close", [pool.id, address])],
    events: 1,
    after: (told) => noteIncome(pool.farm, pool.token, told),
  };
};

const DAY = 86_400;

/** The next step of an eviction: announced, taken back, or done. Farms that took nothing upfront bring nothing. */
export const eviction: Act = (scene) => {
  const { market, random, now } = scene;
  const { place } = market;
  const noticed = random.chance(60);
  const pool = somePool(scene, ({ evictableFrom, farm }) =>
    noticed ? evictableFrom !== 0 && evictableFrom <= now : evictableFrom === 0 && farm.upfrontBps === 0n,
  );
  if (pool === undefined) return undefined;
  const { address } = pool.farm.owner;
  if (!noticed) {
    pool.evictableFrom = now + DAY;
    return { calls: [place.call(address, "pools", "announceEviction", [pool.id])], events: 1 };
  }
  if (random.chance(40) || pool.evictableFrom + DAY < now) {
    const lapsed = pool.evictableFrom + 7 * DAY < now;
    pool.evictableFrom = 0;
    if (lapsed) return undefined;
    return { calls: [place.call(address, "pools", "withdrawEviction", [pool.id])], events: 1 };
  }
  pool.isOver = true;
  return {
    calls: [place.call(address, "pools", "evict", [pool.id])],
    events: 2,
    after: (told) => noteIncome(pool.farm, pool.token, told),
  };
};

/** A pool goes to another threebot, in two steps. */
export const handOver: Act = (scene) => {
  const { market, random } = scene;
  const taken = random.chance(50);
  const pool = somePool(scene, (one) => one.order === "none" && (one.offeredTo !== undefined) === taken);
  if (pool === undefined) return undefined;
  const { place } = market;
  const { offeredTo } = pool;
  if (offeredTo !== undefined) {
    Object.assign(pool, { customer: offeredTo, offeredTo: undefined });
    return { calls: [place.call(offeredTo.wallet.address, "pools", "acceptPool", [pool.id])], events: 1 };
  }
  const to = random.pick(market.customers);
  if (to === undefined) return undefined;
  pool.offeredTo = to;
  return { calls: [place.call(pool.customer.wallet.address, "pools", "offerPool", [pool.id, to.tid])], events: 1 };
};

import type { Pool } from "../market/market.ts";
import type { Act, Scene } from "./act.ts";
import { somePool } from "./pools.ts";
import { noteIncome } from "./told.ts";

/** A farm's operator says what some of its pools draw. One in fifty draws more than it may, and is skipped. */
export const report: Act = (scene) => {
  const { market, random, now, busy } = scene;
  const first = somePool(scene);
  if (first === undefined) return undefined;
  const { farm } = first;
  const batch = [first, ...others(scene, first)];
  for (const pool of batch) busy.add(pool);
  const readings = batch.map((pool) => {
    const part = random.chance(2) ? 101n : random.pick([0n, 10n, 25n, 50n, 50n, 75n, 100n] as const);
    const rate = { cu: (pool.cap.cu * part) / 100n, su: (pool.cap.su * part) / 100n };
    return { poolId: pool.id, cuRate: rate.cu, suRate: rate.su, since: now - random.below(300) };
  });
  return {
    calls: [market.place.call(farm.operator.address, "pools", "report", [farm.id, readings])],
    events: batch.length,
    after: (told) => {
      const taken = told.filter(({ name }) => name === "ReadingTaken");
      for (const pool of batch) {
        const mine = taken.filter(({ args }) => args["poolId"] === pool.id);
        const at = readings.find(({ poolId }) => poolId === pool.id);
        if (mine.length > 0) pool.drawsSince = at !== undefined && at.cuRate > 0n ? now : 0;
        noteIncome(farm, pool.token, mine);
      }
    },
  };
};

/** Further pools of the same farm. */
function others({ random, busy, readings }: Scene, { farm }: Pool): Pool[] {
  const from = random.below(farm.pools.length);
  const turned = [...farm.pools.slice(from), ...farm.pools.slice(0, from)];
  return turned.filter((pool) => !pool.isOver && !busy.has(pool)).slice(0, random.below(readings));
}

/** The owner lowers what his pool may draw. */
export const cap: Act = (scene) => {
  const pool = somePool(scene, ({ cap: { cu } }) => cu >= 200n);
  if (pool === undefined) return undefined;
  const lower = { cu: pool.cap.cu / 2n, su: pool.cap.su / 2n };
  return {
    calls: [scene.market.place.call(pool.customer.wallet.address, "pools", "cap", [pool.id, lower.cu, lower.su])],
    events: 2,
    after: (told) => {
      Object.assign(pool, { cap: lower });
      noteIncome(pool.farm, pool.token, told);
    },
  };
};

export const rate: Act = (scene) => {
  const pool = somePool(scene, ({ isRated }) => !isRated);
  if (pool === undefined) return undefined;
  const stars = scene.random.pick([1, 3, 4, 5, 5] as const);
  return {
    calls: [scene.market.place.call(pool.customer.wallet.address, "pools", "rate", [pool.id, stars])],
    events: 1,
    after: () => void (pool.isRated = true),
  };
};

import type { Pool } from "../market/market.ts";
import type { Scene } from "./act.ts";

const TRIES = 30;

/** Some running pool that nothing happens to in this block yet. From now on something does. */
export function somePool(scene: Scene, fits: (pool: Pool) => boolean = () => true): Pool | undefined {
  const { market, random, busy } = scene;
  for (let tries = 0; tries < TRIES; tries++) {
    const pool = random.pick(market.pools);
    if (pool === undefined) return undefined;
    if (pool.isOver || busy.has(pool) || !fits(pool)) continue;
    busy.add(pool);
    return pool;
  }
  return undefined;
}

/** A pool under notice takes no refill. */
export function isRefillable({ evictableFrom }: Pool): boolean {
  return evictableFrom === 0;
}

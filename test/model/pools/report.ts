import { settle, touch, type Clock } from "../clock.ts";
import type { Account } from "../names.ts";
import { both, max, min, total, UNITS, type Pair } from "../pair.ts";
import { demandOperator } from "../registry/lookups.ts";
import type { World } from "../world.ts";
import { putClock } from "./books.ts";
import { clockOf, isPool } from "./deals.ts";

export interface Reading {
  readonly poolId: number;
  readonly rate: Pair;
  readonly since: bigint;
}

export type Verdict = "Taken" | "NotActive" | "WrongFarm" | "AboveCap" | "Empty";

/** @returns what became of each reading */
export function report(
  world: World,
  by: Account,
  farm: number,
  readings: readonly Reading[],
  now: bigint,
): readonly Verdict[] {
  demandOperator(world, by, farm);
  return readings.map((reading) => read(world, farm, reading, now));
}

function read(world: World, farm: number, { poolId, rate, since }: Reading, now: bigint): Verdict {
  const pool = world.deals.get(poolId);
  if (!isPool(pool)) return "NotActive";
  if (pool.farm !== farm) return "WrongFarm";
  const clock = clockOf(world, poolId);
  if (UNITS.some((unit) => rate[unit] > pool.cap[unit])) {
    putClock(world, poolId, touch(clock, now));
    return "AboveCap";
  }
  const settled = twoLegs(clock, rate, since, now);
  if (settled.empty && !lastsASecond(settled.balance, rate)) {
    putClock(world, poolId, settled);
    return "Empty";
  }
  putClock(world, poolId, { ...settled, rate, settledAt: now, lastReading: now, empty: false });
  return "Taken";
}

/** To `since` at the old rates, from there to now at the lower of old and new: so a rise counts from now. */
function twoLegs(clock: Clock, rate: Pair, since: bigint, now: bigint): Clock {
  const turn = min(max(since, clock.settledAt), now);
  const turned = settle(clock, turn);
  if (turned.empty) return turned;
  return touch({ ...turned, rate: both((unit) => min(turned.rate[unit], rate[unit])) }, now);
}

function lastsASecond(balance: Pair, rate: Pair): boolean {
  return total(rate) > 0n && UNITS.every((unit) => rate[unit] <= balance[unit]);
}

import { HOUR, NEVER, WEEK } from "../bounds.ts";
import { NO_CLOCK, type Clock } from "../clock.ts";
import type { Account } from "../names.ts";
import { NONE, UNITS, type Pair } from "../pair.ts";
import { demand, Refused } from "../refused.ts";
import { walletOf } from "../registry/threebots.ts";
import type { World } from "../world.ts";
import type { Deal, History } from "./records.ts";

/** A pool that is active. */
export interface Pool extends Deal {
  readonly token: string;
  readonly state: "Active";
}

export function dealOf(world: World, id: number): Deal {
  const deal = world.deals.get(id);
  if (deal === undefined) throw new Refused("NoSuchReservation");
  return deal;
}

export function isPool(deal: Deal | undefined): deal is Pool {
  return deal?.state === "Active";
}

export function poolOf(world: World, id: number): Pool {
  const deal = world.deals.get(id);
  if (!isPool(deal)) throw new Refused("NotActive");
  return deal;
}

/** The pool, if `by` is the wallet of the threebot that it belongs to. */
export function poolOwnedBy(world: World, by: Account, id: number): Pool {
  const pool = poolOf(world, id);
  demand(walletOf(world, pool.tid) === by, "NotPoolOwner");
  return pool;
}

/** An eviction can still be carried out for a week after the notice ended. */
export function underNotice(pool: Pool, now: bigint): boolean {
  return pool.until !== 0n && now <= pool.until + WEEK;
}

export function clockOf(world: World, id: number): Clock {
  return world.clocks.get(id) ?? NO_CLOCK;
}

export function priceOf(world: World, id: number): Pair {
  return world.worths.get(id) ?? NONE;
}

const NO_HISTORY: History = {
  credits: 0,
  bought: NONE,
  drained: NONE,
  left: NONE,
  drainedWorth: 0n,
  paid: 0n,
  released: 0n,
  brought: 0n,
  returned: 0n,
};

export function historyOf(world: World, id: number): History {
  return world.histories.get(id) ?? NO_HISTORY;
}

/** The last second to answer or to pay. It passes before time ends, so that what was paid comes back. */
export function deadlineFrom(now: bigint): bigint {
  demand(now + HOUR < NEVER - 1n, "TimeIsOver");
  return now + HOUR;
}

/** A pool can draw something, and what it buys it can draw. */
export function demandCaps(amount: Pair, cap: Pair): void {
  demand(cap.cu > 0n || cap.su > 0n, "NoCap");
  demand(
    UNITS.every((unit) => amount[unit] === 0n || cap[unit] > 0n),
    "BoughtWithoutCap",
  );
}

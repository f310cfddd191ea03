import { secondsLeft, settle } from "../../protocol/clock.ts";
import type { PoolRow, StandingOrderRow } from "../db/tables.ts";
import { clockOf } from "../ledger/decide.ts";

/**
 * Is a standing order due? What the contract demands, as far as the mirror knows it; allowance, balance and prices are
 * the contract's to judge.
 *
 * 1. it runs, its interval is over, and something is left to spend
 * 2. its pool is active, not under an eviction notice, and its maker still owns the pool's threebot
 * 3. of the units that it buys the pool lasts no longer than the order says; a pool that ran dry counts as if it drew its
 *    caps; an idle one is never due
 */
export function isOrderDue(
  order: Omit<StandingOrderRow, "max_cu_cost" | "max_su_cost">,
  pool: PoolRow,
  owner: string | undefined,
  now: bigint,
): boolean {
  const mayRun = now <= order.until && order.spent < order.max_total;
  const isRested = order.last_run === 0n || now >= order.last_run + order.min_interval;
  const isWanted = pool.state === "active" && pool.evictable_from === 0n && owner === order.maker;
  if (!mayRun || !isRested || !isWanted) return false;
  const clock = settle(clockOf(pool), now);
  const drawn = clock.empty ? { cu: pool.cu_cap, su: pool.su_cap } : { cu: clock.cuRate, su: clock.suRate };
  const bought = { cu: order.cus > 0n ? drawn.cu : 0n, su: order.sus > 0n ? drawn.su : 0n };
  const left = secondsLeft(clock, bought);
  return left !== undefined && left <= order.when_seconds_left;
}

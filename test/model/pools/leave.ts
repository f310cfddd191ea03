import { DAY, WEEK } from "../bounds.ts";
import { NO_CLOCK, touch } from "../clock.ts";
import { NOBODY, POOLS, type Account, type Token } from "../names.ts";
import { NONE, total } from "../pair.ts";
import { demand } from "../refused.ts";
import { farmOwnedBy } from "../registry/lookups.ts";
import { walletOf } from "../registry/threebots.ts";
import { demandDestination, take, transfer } from "../tokens.ts";
import { amountIn, increase, key, type World } from "../world.ts";
import { escrowOf, upfrontOf, worthOf } from "../worth.ts";
import { putClock } from "./books.ts";
import { clockOf, historyOf, poolOf, poolOwnedBy, priceOf, underNotice, type Pool } from "./deals.ts";

/** The owner goes; what was consumed is the farm's, the rest of the escrow his. */
export function close(world: World, by: Account, poolId: number, to: Account, now: bigint): void {
  const pool = poolOwnedBy(world, by, poolId);
  demandDestination(to);
  putClock(world, poolId, touch(clockOf(world, poolId), now));
  const rest = escrowOf(clockOf(world, poolId).balance, priceOf(world, poolId), pool.upfront);
  end(world, poolId, pool, "Closed", 0n, rest);
  transfer(world, pool.token, POOLS, to, rest);
}

export function announceEviction(world: World, by: Account, poolId: number, now: bigint): void {
  const pool = poolOf(world, poolId);
  farmOwnedBy(world, by, pool.farm);
  demand(!underNotice(pool, now), "UnderNotice");
  world.deals.set(poolId, { ...pool, until: now + pool.notice * DAY });
}

export function withdrawEviction(world: World, by: Account, poolId: number, now: bigint): void {
  const pool = poolOf(world, poolId);
  farmOwnedBy(world, by, pool.farm);
  demand(underNotice(pool, now), "NotUnderNotice");
  world.deals.set(poolId, { ...pool, until: 0n });
}

/** The farm's owner brings what he had upfront of the unconsumed, and all that stands behind it is owed to the owner. */
export function evict(world: World, by: Account, poolId: number, value: bigint, now: bigint): void {
  const pool = poolOf(world, poolId);
  farmOwnedBy(world, by, pool.farm);
  demand(pool.until !== 0n && now >= pool.until && now <= pool.until + WEEK, "NotEvictableNow");
  putClock(world, poolId, touch(clockOf(world, poolId), now));
  const worth = worthOf(clockOf(world, poolId).balance, priceOf(world, poolId));
  const brought = upfrontOf(worth, pool.upfront);
  end(world, poolId, pool, "Evicted", brought, total(worth));
  increase(world.owed, key(pool.token, walletOf(world, pool.tid) ?? NOBODY), total(worth));
  take(world, pool.token, by, brought, value);
}

function end(
  world: World,
  poolId: number,
  pool: Pool,
  state: "Closed" | "Evicted",
  brought: bigint,
  returned: bigint,
): void {
  const left = clockOf(world, poolId).balance;
  world.histories.set(poolId, { ...historyOf(world, poolId), left, brought, returned });
  world.deals.set(poolId, { ...pool, state });
  world.clocks.set(poolId, NO_CLOCK);
  world.worths.set(poolId, NONE);
}

export function withdrawOwed(world: World, by: Account, token: Token, to: Account): void {
  demandDestination(to);
  const amount = amountIn(world.owed, key(token, by));
  demand(amount > 0n, "NothingToWithdraw");
  world.owed.set(key(token, by), 0n);
  transfer(world, token, POOLS, to, amount);
}

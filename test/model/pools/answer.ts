import type { Account, Guard } from "../names.ts";
import { demand } from "../refused.ts";
import { demandOperator } from "../registry/lookups.ts";
import { demandWallet } from "../registry/threebots.ts";
import type { World } from "../world.ts";
import { deadlineFrom, dealOf } from "./deals.ts";
import { complete } from "./due.ts";
import type { Deal } from "./records.ts";

/** The farm takes the reservation; what reached a quote meanwhile credits it at once. */
export function accept(world: World, by: Account, id: number, guard: Guard, now: bigint): void {
  const deal = answerable(world, by, id, guard, now);
  world.deals.set(id, { ...deal, state: "Payable", until: deadlineFrom(now) });
  if (deal.reached !== undefined) complete(world, id, deal.reached, now);
}

export function reject(world: World, by: Account, id: number, guard: Guard, now: bigint): void {
  const deal = answerable(world, by, id, guard, now);
  world.deals.set(id, { ...deal, state: "Rejected" });
}

function answerable(world: World, by: Account, id: number, guard: Guard, now: bigint): Deal {
  const deal = dealOf(world, id);
  demandOperator(world, by, deal.farm);
  demand(deal.state === "Requested", "NotRequested");
  demand(now <= deal.until, "DeadlinePassed");
  demand(guard === "same", "TermsDiffer");
  return deal;
}

/** Only of a new pool: a refill by memo concerns its payers, and ends by itself within the hour. */
export function cancel(world: World, by: Account, id: number): void {
  const deal = dealOf(world, id);
  demand(deal.refillOf === 0, "NotOfAPool");
  demandWallet(world, by, deal.tid);
  demand(deal.state === "Requested" || deal.state === "Payable", "NotOpen");
  world.deals.set(id, { ...deal, state: "Cancelled" });
}

import { costOf } from "../cost.ts";
import type { Guard, Token } from "../names.ts";
import { total, type Pair } from "../pair.ts";
import { demand, Refused } from "../refused.ts";
import { listedPrice } from "../registry/terms.ts";
import { amountIn, key, type World } from "../world.ts";
import { credit } from "./books.ts";
import { dealOf, poolOf, underNotice } from "./deals.ts";
import type { Deal } from "./records.ts";

/** What the reservation costs in a currency, by the version of the terms under which it was made. */
export function quoteOf(world: World, deal: Deal, token: Token): Pair {
  const price = listedPrice(world, deal.farm, token, deal.version);
  if (price === undefined) throw new Refused("CurrencyNotTaken");
  return costOf(deal.amount, price);
}

/** What a payment in `token` has to bring to reach the quote, if it can be paid now. */
export function dueOf(world: World, id: number, token: Token, guard: Guard, now: bigint): bigint {
  const deal = dealOf(world, id);
  demand(deal.state === "Requested" || deal.state === "Payable", "NotPayable");
  demand(now <= deal.until, "DeadlinePassed");
  demand(guard !== "other", "TermsDiffer");
  demand(deal.reached === undefined, "QuoteReached");
  demand(deal.currencies.includes(token), "CurrencyNotTaken");
  if (deal.refillOf !== 0) demand(!underNotice(poolOf(world, deal.refillOf), now), "UnderNotice");
  return total(quoteOf(world, deal, token)) - amountIn(world.sums, key(id, token));
}

/** A quote was reached: the reservation becomes a pool, or refills one. */
export function complete(world: World, id: number, token: Token, now: bigint): void {
  const deal = dealOf(world, id);
  const paid = quoteOf(world, deal, token);
  if (deal.refillOf !== 0) {
    world.deals.set(id, { ...deal, token, state: "Refilled" });
    addTo(world, deal.refillOf, deal.amount, paid, now);
  } else {
    world.deals.set(id, { ...deal, token, until: 0n, state: "Active" });
    addTo(world, id, deal.amount, paid, now);
  }
}

/** Credits whole unit-seconds. */
export function addTo(world: World, id: number, amount: Pair, paid: Pair, now: bigint): void {
  credit(world, id, { cu: amount.cu * 1_000n, su: amount.su * 1_000n }, paid, now);
}

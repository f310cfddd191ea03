import { AMOUNT_END, MONTH } from "./bounds.ts";
import { both, ceilDiv, total, UNITS, type Pair } from "./pair.ts";
import { demand } from "./refused.ts";

/** What `amount` unit-seconds cost at a price per unit-month. */
export function costOf(amount: Pair, price: Pair): Pair {
  return both((unit) => ceilDiv(amount[unit] * price[unit], MONTH));
}

export function demandAmount(amount: Pair): void {
  demand(total(amount) > 0n, "NothingBought");
  demand(
    UNITS.every((unit) => amount[unit] < AMOUNT_END),
    "AmountTooHigh",
  );
}

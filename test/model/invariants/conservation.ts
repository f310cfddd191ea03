import { plus, UNITS } from "../pair.ts";
import { clockOf, isPool, priceOf } from "../pools/deals.ts";
import { escrowOf } from "../worth.ts";
import { hold, type Law } from "./law.ts";

/** 2: what was paid in for a pool was released, is in escrow, or went back. */
export const money: Law = ({ after }) => {
  for (const [id, history] of after.histories) {
    const pool = after.deals.get(id);
    const escrow = isPool(pool) ? escrowOf(clockOf(after, id).balance, priceOf(after, id), pool.upfront) : 0n;
    const came = history.paid + history.brought;
    const went = history.released + escrow + history.returned;
    hold(came === went, "2: paid in = released + escrow + returned", id, came, went);
    hold(history.released >= 0n && history.returned >= 0n, "2: nothing is negative", id);
  }
};

/** 3: what was bought was drained, is there, or was left at the end. */
export const capacity: Law = ({ after }) => {
  for (const [id, { bought, drained, left }] of after.histories) {
    const accounted = plus(plus(drained, left), clockOf(after, id).balance);
    for (const unit of UNITS) {
      hold(bought[unit] === accounted[unit], "3: bought = drained + balance + left", id, unit);
      hold(clockOf(after, id).balance[unit] >= 0n, "3: no balance below nothing", id, unit);
    }
  }
};

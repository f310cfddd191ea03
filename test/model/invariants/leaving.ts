import { apply } from "../apply.ts";
import { DAY, onClock, WHOLE } from "../bounds.ts";
import { touch } from "../clock.ts";
import { UNITS } from "../pair.ts";
import { clockOf, historyOf, isPool, priceOf } from "../pools/deals.ts";
import { walletOf } from "../registry/threebots.ts";
import { escrowOf } from "../worth.ts";
import { hold, type Law } from "./law.ts";

/** 8: the owner can always close, now and whenever, and gets the escrow of all that is unconsumed. */
export const closing: Law = ({ after, now }) => {
  for (const [id, pool] of after.deals) {
    const owner = isPool(pool) ? walletOf(after, pool.tid) : undefined;
    if (owner === undefined) continue;
    for (const time of [onClock(now), onClock(now + 3n * DAY)]) {
      const closed = apply(after, { do: "close", by: owner, poolId: id, to: owner }, time);
      hold(closed.ok, "8: the owner can close", id, time);
      if (!closed.ok) continue;
      const { balance } = touch(clockOf(after, id), time);
      const { left, returned } = historyOf(closed.world, id);
      const escrow = escrowOf(balance, priceOf(after, id), pool.upfront);
      hold(returned === escrow, "8: the owner gets the escrow", id, returned, escrow);
      hold(
        UNITS.every((unit) => left[unit] === balance[unit]),
        "8: all that is unconsumed",
        id,
      );
    }
  }
};

/** 9: a farm never gets more than the upfront share and the value drained, but for what rounding starts anew: less
 * than one base unit for each credit and unit. */
export const earning: Law = ({ after }) => {
  for (const [id, { released, paid, drainedWorth, credits }] of after.histories) {
    const upfront = after.deals.get(id)?.upfront ?? 0n;
    const worth = drainedWorth + ((BigInt(credits) * 2n) << 64n);
    const most = upfront * paid * 2n ** 64n + (WHOLE - upfront) * worth;
    hold(released * WHOLE * 2n ** 64n <= most, "9: released ≤ upfront + value drained", id, released);
  }
};

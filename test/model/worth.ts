import { WHOLE } from "./bounds.ts";
import { both, ceilDiv, total, type Pair } from "./pair.ts";

const ONE = 2n ** 64n;

/** What stands behind each unit's balance, at `price` per milli-unit-second with 64 fractional bits. */
export function worthOf(balance: Pair, price: Pair): Pair {
  return both((unit) => ceilDiv(balance[unit] * price[unit], ONE));
}

/** What of it was the farm's at payment. */
export function upfrontOf(worth: Pair, upfrontBps: bigint): bigint {
  return total(both((unit) => (worth[unit] * upfrontBps) / WHOLE));
}

/** What of it waits for consumption. */
export function escrowOf(balance: Pair, price: Pair, upfrontBps: bigint): bigint {
  const worth = worthOf(balance, price);
  return total(worth) - upfrontOf(worth, upfrontBps);
}

/** The price after `added` came for `paid`; where nothing was added it stays. */
export function mixedPrice(balance: Pair, price: Pair, added: Pair, paid: Pair): Pair {
  return both((unit) => {
    if (added[unit] === 0n) return price[unit];
    return (balance[unit] * price[unit] + paid[unit] * ONE) / (balance[unit] + added[unit]);
  });
}

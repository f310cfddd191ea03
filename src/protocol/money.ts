import { BALANCE_LIMIT, below, BPS, PRICE_BITS, PRICE_LIMIT } from "./bounds.ts";
import type { PerUnit } from "./perUnit.ts";

// Money is a function of the balance. Amounts rounded at each settling would let frequent settling starve the farmer;
// here the value behind a balance is the same however it was reached. Prices are token base units per
// milli-unit-second, with 64 fractional bits; values, amounts paid and escrow are token base units.

/** The value behind a balance: `ceil(balance × price / 2^64)`. */
export function worth(balance: bigint, price: bigint): bigint {
  return (balance * price + (1n << PRICE_BITS) - 1n) >> PRICE_BITS;
}

/**
 * The price of one unit after a credit of `added` for `paid`. The old worth is never rounded first: repeated refills
 * would forgive the started base unit each time. A unit to which nothing is added keeps its price.
 */
export function newPrice(balance: bigint, price: bigint, added: bigint, paid: bigint): bigint {
  if (added === 0n) return price;
  const after = below("balance", balance + added, BALANCE_LIMIT);
  return below("price per milli-unit-second", (balance * price + (paid << PRICE_BITS)) / after, PRICE_LIMIT);
}

/** The part of a value that is the farm's from the payment on, and that an eviction must bring back. */
export function upfrontShare(value: bigint, upfrontBps: bigint): bigint {
  return (value * below("upfront share", upfrontBps, BPS + 1n)) / BPS;
}

/** The part of a value that is not yet the farm's. */
export function escrow(value: bigint, upfrontBps: bigint): bigint {
  return value - upfrontShare(value, upfrontBps);
}

/** The escrow of a pool: that of its two units, each rounded by itself. */
export function poolEscrow(balances: PerUnit<bigint>, prices: PerUnit<bigint>, upfrontBps: bigint): bigint {
  return escrow(worth(balances.cu, prices.cu), upfrontBps) + escrow(worth(balances.su, prices.su), upfrontBps);
}

/** What draining from `before` to `after` releases to the farm. */
export function releasedBySettling(
  before: PerUnit<bigint>,
  after: PerUnit<bigint>,
  prices: PerUnit<bigint>,
  upfrontBps: bigint,
): bigint {
  return poolEscrow(before, prices, upfrontBps) - poolEscrow(after, prices, upfrontBps);
}

/** One unit of a pool, settled to the second of the credit, and what is bought for it. */
export interface UnitCredit {
  readonly balance: bigint;
  readonly price: bigint;
  readonly added: bigint;
  readonly paid: bigint;
  readonly upfrontBps: bigint;
}

/**
 * What a credit releases to the farm in one unit: the upfront share, and what mixing the prices rounds off. Never
 * negative, because the new worth is at most the old worth and what was paid.
 */
export function releasedByCredit({ balance, price, added, paid, upfrontBps }: UnitCredit): bigint {
  const before = escrow(worth(balance, price), upfrontBps);
  const after = escrow(worth(balance + added, newPrice(balance, price, added, paid)), upfrontBps);
  return paid + before - after;
}

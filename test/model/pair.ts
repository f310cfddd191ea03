/** The two units of capacity. */
export const UNITS = ["cu", "su"] as const;
export type Unit = (typeof UNITS)[number];

/** One number for each unit. */
export type Pair = Readonly<Record<Unit, bigint>>;

export const NONE: Pair = { cu: 0n, su: 0n };

export function both(of: (unit: Unit) => bigint): Pair {
  return { cu: of("cu"), su: of("su") };
}

export function total(pair: Pair): bigint {
  return pair.cu + pair.su;
}

export function plus(a: Pair, b: Pair): Pair {
  return both((unit) => a[unit] + b[unit]);
}

export function minus(a: Pair, b: Pair): Pair {
  return both((unit) => a[unit] - b[unit]);
}

export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

export const HOUR = 3_600n;
export const DAY = 86_400n;
export const WEEK = 7n * DAY;
/** The month of a price. */
export const MONTH = 2_592_000n;
/** A time that does not fit in 32 bits. */
export const NEVER = 2n ** 32n - 1n;

/** A whole: shares of income, the part released at payment, the floor of an operator's offers. */
export const WHOLE = 10_000n;

/** Bought amounts, in unit-seconds, are below this. */
export const AMOUNT_END = 2n ** 44n;
/** Balances, in milli-unit-seconds, are below this. */
export const BALANCE_END = 2n ** 63n;
/** List prices of a unit-month are below this. */
export const PRICE_END = 2n ** 95n;
/** Amounts of an offer are below this. */
export const COST_END = 2n ** 119n;
/** Prices of a milli-unit-second, with their 64 fractional bits, are below this. */
export const WORTH_END = 2n ** 128n;
/** Rates and caps are below this. */
export const RATE_END = 2n ** 32n;

export const MAX_PAYEES = 16;
export const MAX_TOKENS = 32;
export const MAX_NODES = 64;
export const MAX_NOTICE_DAYS = 365n;
/** So that no owner can use up the epochs of a threebot for the next. */
export const MAX_EPOCH_RISE = 2n ** 32n;

/** The time of the clocks stands still one second before it ends. */
export function onClock(now: bigint): bigint {
  return now < NEVER ? now : NEVER - 1n;
}

export function saturated(time: bigint): bigint {
  return time < NEVER ? time : NEVER;
}

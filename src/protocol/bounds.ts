import { ProtocolError } from "./errors.ts";

/** Milli-units per unit: rates are integers of a thousandth CU or SU, balances of a thousandth of a unit for a second. */
export const MILLI = 1000n;
/** Shares, upfront and minimum offer are counted in ten-thousandths. */
export const BPS = 10_000n;
/** Fractional bits of a pool's price per milli-unit-second. */
export const PRICE_BITS = 64n;

/** Seconds of the month that list prices are per. */
export const MONTH = 2_592_000n;
/** Seconds that a reading is good for: a farm whose bridge is dead does not go on earning. */
export const READING_LIFE = 86_400n;
/** Seconds for which capacity is held after a credit at least, however little was paid for good. */
export const SHORTEST_HOLD = 3_600n;
/** The second that never comes; what would lie beyond it saturates to it. */
export const NEVER = 2n ** 32n - 1n;

/** Exclusive: a draw or a cap in milli-units. */
export const RATE_LIMIT = 2n ** 32n;
/** Exclusive: unit-seconds in one purchase. */
export const AMOUNT_LIMIT = 2n ** 44n;
/** Exclusive: milli-unit-seconds in a pool. */
export const BALANCE_LIMIT = 2n ** 63n;
/** Exclusive: token base units per unit-month on a price list. */
export const LIST_PRICE_LIMIT = 2n ** 95n;
/** Exclusive: token base units for one unit's part of a purchase. */
export const COST_LIMIT = 2n ** 119n;
/** Exclusive: token base units per milli-unit-second, with {@link PRICE_BITS} fractional bits. */
export const PRICE_LIMIT = 2n ** 128n;
/** Exclusive: the number of a reservation or pool. */
export const ID_LIMIT = 2n ** 64n;

/** Returns `value` if it is in [0, limit); the error names the field. */
export function below(field: string, value: bigint, limit: bigint): bigint {
  if (value >= 0n && value < limit) return value;
  throw new ProtocolError(
    "OutOfBounds",
    `${field} is ${value}, but must be from 0 to ${limit - 1n}.`,
    "Keep each value within the protocol's bounds; what is too large for one purchase can be split into several.",
  );
}

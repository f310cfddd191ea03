import { BigInt } from "@graphprotocol/graph-ts";

// The protocol's numbers, as in contracts/types and src/protocol/bounds.ts.

/** The second that never comes. */
export const NEVER: i64 = 4294967295;
/** Seconds that a reading is good for. */
export const READING_LIFE: i64 = 86400;
export const HOUR: i64 = 3600;
/** Milli-units in a unit. */
export const MILLI: i64 = 1000;
export const BPS: i32 = 10000;
/** Seconds of the month that list prices are per. */
export const MONTH: i32 = 2592000;
/** Fractional bits of a pool's prices. */
export const PRICE_BITS: u8 = 64;

export const ZERO = BigInt.zero();
export const ONE = BigInt.fromI32(1);

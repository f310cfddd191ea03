import { BigInt } from "@graphprotocol/graph-ts";
import { BPS, MONTH, ONE, PRICE_BITS, ZERO } from "./bounds";
import { Clock } from "./clock";

/** Both prices of a pool: what contracts/types/Worth.sol packs in a word. */
export class Worth {
  constructor(
    public cuPrice: BigInt,
    public suPrice: BigInt,
  ) {}
}

const PRICE_UNIT = ONE.leftShift(PRICE_BITS);
const ROUND_UP = PRICE_UNIT.minus(ONE);
const MONTHS = BigInt.fromI32(MONTH);
const MONTH_LESS_ONE = BigInt.fromI32(MONTH - 1);
const WHOLE = BigInt.fromI32(BPS);

/** The value behind a balance: `ceil(balance × price / 2^64)`. */
export function valueOf(balance: i64, price: BigInt): BigInt {
  if (balance == 0) return ZERO;
  return BigInt.fromI64(balance).times(price).plus(ROUND_UP).rightShift(PRICE_BITS);
}

/** The part of a value that is not yet the farm's. */
export function escrowOf(value: BigInt, upfrontBps: i32): BigInt {
  if (upfrontBps == 0) return value;
  return value.minus(value.times(BigInt.fromI32(upfrontBps)).div(WHOLE));
}

/** Value and escrow of a pool, each unit rounded by itself. */
export class Standing {
  value: BigInt;
  escrow: BigInt;

  constructor(clock: Clock, worth: Worth, upfrontBps: i32) {
    const cu = valueOf(clock.cu, worth.cuPrice);
    const su = valueOf(clock.su, worth.suPrice);
    this.value = cu.plus(su);
    this.escrow = escrowOf(cu, upfrontBps).plus(escrowOf(su, upfrontBps));
  }
}

/** What unit-seconds cost at a list price, rounded up. */
export function costOf(amount: i64, pricePerMonth: BigInt): BigInt {
  return BigInt.fromI64(amount).times(pricePerMonth).plus(MONTH_LESS_ONE).div(MONTHS);
}

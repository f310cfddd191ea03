import { BigDecimal, BigInt } from "@graphprotocol/graph-ts";

/** `part / whole`, or null when there is no whole. */
export function shareOf(part: BigInt, whole: BigInt): BigDecimal | null {
  if (whole.isZero()) return null;
  return part.toBigDecimal().div(whole.toBigDecimal());
}

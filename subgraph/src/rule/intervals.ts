import { HOUR } from "./bounds";

/** Hours and days, by UTC: what the rows of a time cover. */
export const INTERVALS: i64[] = [HOUR, 24 * HOUR];

export function beginOf(length: i64, second: i64): i64 {
  return second - (second % length);
}

/** As the schema names it. */
export function intervalName(length: i64): string {
  return length == HOUR ? "HOUR" : "DAY";
}

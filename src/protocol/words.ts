import { BALANCE_LIMIT, RATE_LIMIT } from "./bounds.ts";
import type { Clock } from "./clock.ts";

/** A clock as events carry it: cu 63 bits and the mark, su 64, both rates, `settledAt` and `lastReading` 32 each. */
export function unpackClock(word: bigint): Clock {
  return {
    cu: word % BALANCE_LIMIT,
    empty: (word >> 63n) % 2n === 1n,
    su: (word >> 64n) % BALANCE_LIMIT,
    cuRate: (word >> 128n) % RATE_LIMIT,
    suRate: (word >> 160n) % RATE_LIMIT,
    settledAt: (word >> 192n) % RATE_LIMIT,
    lastReading: word >> 224n,
  };
}

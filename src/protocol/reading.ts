import { beginAt, type Clock, lowerRates, secondsLeft, settle, touch } from "./clock.ts";
import { larger, smaller } from "./integers.ts";
import type { PerUnit } from "./perUnit.ts";

/** A pool's draw as its farm reports it. */
export interface Reading {
  readonly cuRate: bigint;
  readonly suRate: bigint;
  /** Unix second from which a fall counts. Whatever it says, the reading is judged: it is clamped to what is open. */
  readonly since: bigint;
}

/** A skipped reading leaves the clock settled and its rates as they were. */
export type ReadingOutcome =
  | { readonly clock: Clock; readonly outcome: "taken" }
  | { readonly clock: Clock; readonly outcome: "skipped"; readonly reason: "AboveCap" | "Empty" };

/**
 * Takes a reading at `now`, in two legs: up to `since` with the rates that counted, from there to `now` with the lower
 * of old and new in each unit, both no further than the old reading was good for; then the new rates count. So a rise
 * counts from `now`, a fall from `since`, at most back to the last settling.
 *
 * 1. above a cap: skipped
 * 2. not marked empty after the legs: taken, however little is left
 * 3. marked, the new rates above 0 and the balance good for a second of them: taken, the mark goes
 * 4. marked, otherwise: skipped, and the second at which it emptied stays
 */
export function takeReading(clock: Clock, caps: PerUnit<bigint>, reading: Reading, now: bigint): ReadingOutcome {
  const rates = { cu: reading.cuRate, su: reading.suRate };
  if (rates.cu > caps.cu || rates.su > caps.su) {
    return { clock: touch(clock, now), outcome: "skipped", reason: "AboveCap" };
  }

  const since = smaller(larger(reading.since, clock.settledAt), now);
  const legs = touch(lowerRates(settle(clock, since), rates), now);
  // Undefined is a reading of 0, which says nothing about a pool that is dry; 0 would empty it again at once.
  if (legs.empty && !secondsLeft(legs, rates)) return { clock: legs, outcome: "skipped", reason: "Empty" };

  const taken = { ...beginAt({ ...legs, empty: false }, now), cuRate: rates.cu, suRate: rates.su, lastReading: now };
  return { clock: taken, outcome: "taken" };
}

import { DAY, saturated } from "./bounds.ts";
import { both, max, min, minus, NONE, UNITS, type Pair } from "./pair.ts";

/** The drain clock of a pool. */
export interface Clock {
  /** milli-unit-seconds */
  readonly balance: Pair;
  /** milli-units */
  readonly rate: Pair;
  /** The second up to which the balances are right; while the pool is empty, the second it ran dry. */
  readonly settledAt: bigint;
  readonly lastReading: bigint;
  readonly empty: boolean;
}

export const NO_CLOCK: Clock = { balance: NONE, rate: NONE, settledAt: 0n, lastReading: 0n, empty: false };

export function emptyAt(clock: Clock): bigint {
  if (clock.empty) return clock.settledAt;
  const lasts = UNITS.filter((unit) => clock.rate[unit] > 0n).map((unit) => clock.balance[unit] / clock.rate[unit]);
  const horizon = lasts.reduce<bigint | undefined>((least, next) => min(least ?? next, next), undefined);
  return saturated(clock.settledAt + (horizon ?? 2n ** 64n));
}

/** A reading is good for a day. */
export function freshUntil(clock: Clock): bigint {
  return saturated(clock.lastReading + DAY);
}

export function stopAt(clock: Clock): bigint {
  return min(emptyAt(clock), freshUntil(clock));
}

/** The clock as it stood at `time`. */
export function settle(clock: Clock, time: bigint): Clock {
  if (clock.empty) return clock;
  const end = min(time, stopAt(clock));
  const elapsed = max(0n, end - clock.settledAt);
  const drained = both((unit) => elapsed * clock.rate[unit]);
  const dry = time >= emptyAt(clock) && emptyAt(clock) <= freshUntil(clock);
  return {
    balance: minus(clock.balance, drained),
    rate: dry ? NONE : clock.rate,
    settledAt: max(clock.settledAt, end),
    lastReading: clock.lastReading,
    empty: dry,
  };
}

/** Settles, and lets go of the time in which nothing drained. */
export function touch(clock: Clock, now: bigint): Clock {
  const settled = settle(clock, now);
  return settled.empty ? settled : { ...settled, settledAt: now };
}

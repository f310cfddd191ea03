import { BALANCE_LIMIT, below, NEVER, READING_LIFE } from "./bounds.ts";
import { ProtocolError } from "./errors.ts";
import { larger, smaller } from "./integers.ts";
import type { PerUnit } from "./perUnit.ts";

/**
 * The drain clock of a pool: what is left, how fast it goes, and up to which second that is settled. Every act begins
 * by settling to its own second; nothing else moves the clock, so whoever settles, and how often, changes nothing.
 */
export interface Clock {
  /** milli-CU-seconds left */
  readonly cu: bigint;
  /** milli-SU-seconds left */
  readonly su: bigint;
  /** milli-CU drawn each second */
  readonly cuRate: bigint;
  /** milli-SU drawn each second */
  readonly suRate: bigint;
  /** Unix second up to which the balances are right; of a pool marked empty, the second at which it emptied. */
  readonly settledAt: bigint;
  /** Unix second of the last reading taken, 0 = none yet. */
  readonly lastReading: bigint;
  /** The mark: it ran dry, and no reading above 0 was taken since. An idle pool does not bear it. */
  readonly empty: boolean;
}

/** The clock of a pool that opens at `now`: idle, never read. */
export function openClock(bought: PerUnit<bigint>, now: bigint): Clock {
  const cu = below("cu balance", bought.cu, BALANCE_LIMIT);
  const su = below("su balance", bought.su, BALANCE_LIMIT);
  return { cu, su, cuRate: 0n, suRate: 0n, settledAt: now, lastReading: 0n, empty: false };
}

/** The second at which the balance cannot pay the next second; {@link NEVER} for an idle pool and for a marked one. */
export function emptyAt(clock: Clock): bigint {
  const lasts = secondsLeft(clock, { cu: clock.cuRate, su: clock.suRate });
  return lasts === undefined ? NEVER : smaller(clock.settledAt + lasts, NEVER);
}

/** The second at which the clock stops by itself: dry, or for want of a reading. */
export function stopAt(clock: Clock): bigint {
  return smaller(emptyAt(clock), readingEnd(clock));
}

/** Drains up to second `at`. The same `at` reached in any number of steps gives the same clock. */
export function settle(clock: Clock, at: bigint): Clock {
  if (clock.empty) return clock;
  const dry = emptyAt(clock);
  const unread = readingEnd(clock);
  const settledAt = larger(clock.settledAt, smaller(at, smaller(dry, unread)));
  const elapsed = settledAt - clock.settledAt;
  const settled = {
    ...clock,
    cu: clock.cu - elapsed * clock.cuRate,
    su: clock.su - elapsed * clock.suRate,
    settledAt,
  };
  // A clock that stood still for want of a reading did not run dry, even if it would have since.
  const ranDry = at >= dry && dry <= unread && dry !== NEVER;
  return ranDry ? { ...settled, cuRate: 0n, suRate: 0n, empty: true } : settled;
}

/** Settles to `now`, then lets time begin there, so that a clock that stood still is not billed for it later. */
export function touch(clock: Clock, now: bigint): Clock {
  if (now < clock.settledAt) {
    throw new ProtocolError(
      "ClockBackwards",
      `The act is at ${now}, before ${clock.settledAt}, up to which the pool is settled.`,
      "Order the acts by block, or take the time of a newer block.",
    );
  }
  return beginAt(settle(clock, now), now);
}

/** Adds milli-unit-seconds. Mark and rates stay: a refill neither starts a draw nor stops the grace period. */
export function credit(clock: Clock, added: PerUnit<bigint>, now: bigint): Clock {
  const touched = touch(clock, now);
  return {
    ...touched,
    cu: below("cu balance", touched.cu + added.cu, BALANCE_LIMIT),
    su: below("su balance", touched.su + added.su, BALANCE_LIMIT),
  };
}

/** What a change of caps does to the clock: rates above them come down at once. */
export function lowerToCaps(clock: Clock, caps: PerUnit<bigint>, now: bigint): Clock {
  return lowerRates(touch(clock, now), caps);
}

/** Brings each rate down to `limits`, and never up. */
export function lowerRates(clock: Clock, limits: PerUnit<bigint>): Clock {
  return { ...clock, cuRate: smaller(clock.cuRate, limits.cu), suRate: smaller(clock.suRate, limits.su) };
}

/**
 * Whole seconds that the balances last at these rates. A rate of 0 does not count; undefined if both are 0, because
 * what draws nothing lasts for ever.
 */
export function secondsLeft(balances: PerUnit<bigint>, rates: PerUnit<bigint>): bigint | undefined {
  const cu = rates.cu === 0n ? undefined : balances.cu / rates.cu;
  const su = rates.su === 0n ? undefined : balances.su / rates.su;
  if (cu === undefined || su === undefined) return cu ?? su;
  return smaller(cu, su);
}

/** While the mark stands, `settledAt` stays at the second the pool ran dry: the grace period is counted from it. */
export function beginAt(clock: Clock, now: bigint): Clock {
  return clock.empty ? clock : { ...clock, settledAt: now };
}

function readingEnd(clock: Clock): bigint {
  return smaller(clock.lastReading + READING_LIFE, NEVER);
}

import { NEVER, READING_LIFE } from "./bounds";

/** A pool's drain clock: what contracts/types/Clock.sol packs in a word. Everything fits in 63 bits. */
export class Clock {
  constructor(
    public cu: i64,
    public su: i64,
    public cuRate: i64,
    public suRate: i64,
    public settledAt: i64,
    public lastReading: i64,
    public empty: boolean,
  ) {}
}

/** A clock and what the events tell beside it. */
export class Ends {
  constructor(
    public emptyAt: i64,
    public stopAt: i64,
  ) {}
}

/** The clock of a pool that opens: idle, never read. */
export function openClock(cu: i64, su: i64, openedAt: i64): Clock {
  return new Clock(cu, su, 0, 0, openedAt, 0, false);
}

/** The clock of a pool that ended: the contract forgets it. */
export function forgottenClock(): Clock {
  return new Clock(0, 0, 0, 0, 0, 0, false);
}

/** Of a clock at rest and never read, the only kind that no event tells the ends of. */
export function endsAtRest(): Ends {
  return new Ends(NEVER, READING_LIFE);
}

/** Block seconds as the contracts count them: from the year 2106 on time stands still. */
export function secondOf(blockSecond: i64): i64 {
  return blockSecond < NEVER ? blockSecond : NEVER - 1;
}

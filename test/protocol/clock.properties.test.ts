import { expect } from "chai";
import { type Clock, emptyAt, settle, stopAt, touch } from "../../src/protocol/clock.ts";
import { clockOf, perform, type Pool, randomActs, walk } from "./support/history.ts";
import { property } from "./support/property.ts";
import type { Random } from "./support/random.ts";
import { type BilledSecond, SecondwisePool } from "./support/secondwise.ts";

const NEVER = 2n ** 32n - 1n;
const DAY = 86_400n;

describe("drain clock: properties", () => {
  property("the closed form ends where walking second for second ends, act by act", (random) => {
    const { walked, start } = randomStart(random);
    let pool = start;
    for (const act of randomActs(random, start.clock.settledAt)) {
      const { outcome, ...after } = perform(pool, act);
      pool = after;
      expect(walk(walked, act)).to.equal(outcome);
      expect(pool.clock).to.deep.equal(clockOf(walked));
    }
  });

  property("each second is billed once at most, within its caps and the life of a reading", (random) => {
    const { billed, readings } = randomLife(random);
    let before: BilledSecond | undefined;
    for (const second of billed) {
      expect(before === undefined || before.second < second.second, "once").to.equal(true);
      expect(second.cuRate <= second.cuCap && second.suRate <= second.suCap, "within caps").to.equal(true);
      const covered = readings.some((reading) => reading <= second.second && second.second < reading + DAY);
      expect(covered, "within a day of a reading taken before it").to.equal(true);
      before = second;
    }
  });

  property("settling at any seconds in between ends in the identical state", (random) => {
    const clock = randomClock(random);
    const end = clock.settledAt + random.below(400_000n);
    let stepped = clock;
    for (let steps = random.below(8n); steps > 0n; steps--) {
      stepped = settle(stepped, clock.settledAt - 10n + random.below(end - clock.settledAt + 11n));
    }
    expect(settle(stepped, end)).to.deep.equal(settle(clock, end));
    expect(touch(stepped, end)).to.deep.equal(touch(clock, end));
  });

  property("settling moves neither the second of running dry nor that of stopping", (random) => {
    const clock = randomClock(random);
    const settled = settle(clock, clock.settledAt + random.below(400_000n));
    if (settled.empty && !clock.empty) {
      expect(settled.settledAt).to.equal(emptyAt(clock));
    } else {
      expect(emptyAt(settled)).to.equal(emptyAt(clock));
      expect(stopAt(settled)).to.equal(stopAt(clock));
    }
  });

  property("a pool that ran dry lacks one second's need, and never went below nothing", (random) => {
    const clock = randomClock(random);
    const settled = settle(clock, NEVER - 1n);
    expect(settled.cu >= 0n && settled.su >= 0n, "not below nothing").to.equal(true);
    const lacks = settled.cu < clock.cuRate || settled.su < clock.suRate;
    if (settled.empty && !clock.empty) expect(lacks, "lacks one second's need").to.equal(true);
  });
});

function randomStart(random: Random): { readonly walked: SecondwisePool; readonly start: Pool } {
  const settledAt = 1_700_000_000n;
  const walked = Object.assign(new SecondwisePool(), {
    cu: random.below(20_000n),
    su: random.below(20_000n),
    settledAt,
    // Never read, read just now, or so long ago that its life ends among the acts.
    lastReading: random.pick([0n, settledAt, settledAt - DAY + random.below(1_000n)]),
    cuCap: random.below(60n),
    suCap: random.below(60n),
  });
  walked.cuRate = walked.lastReading === 0n ? 0n : random.below(walked.cuCap + 1n);
  walked.suRate = walked.lastReading === 0n ? 0n : random.below(walked.suCap + 1n);
  return { walked, start: { clock: clockOf(walked), caps: { cu: walked.cuCap, su: walked.suCap } } };
}

function randomLife(random: Random): {
  readonly billed: readonly BilledSecond[];
  readonly readings: readonly bigint[];
} {
  const { walked } = randomStart(random);
  const readings = [walked.lastReading];
  for (const act of randomActs(random, walked.settledAt)) {
    if (walk(walked, act) === "Taken") readings.push(act.now);
  }
  return { billed: walked.billed, readings };
}

/** Any clock that the rules allow, up to the bounds of its fields. */
function randomClock(random: Random): Clock {
  const settledAt = 1_700_000_000n + random.below(1_000_000n);
  const empty = random.once(10);
  return {
    cu: random.anySize(2n ** 63n),
    su: random.anySize(2n ** 63n),
    cuRate: empty ? 0n : random.anySize(2n ** 32n),
    suRate: empty ? 0n : random.anySize(2n ** 32n),
    settledAt,
    lastReading: settledAt - random.below(100_000n),
    empty,
  };
}

import { expect } from "chai";
import { DAY, NEVER } from "../bounds.ts";
import { emptyAt, settle, stopAt, touch, type Clock } from "../clock.ts";
import { Random } from "../acts/random.ts";
import { both, NONE } from "../pair.ts";
import { pair } from "../scenarios/stage.ts";

const CLOCK: Clock = {
  balance: pair(10_000n, 5_500n),
  rate: pair(1_000n, 500n),
  settledAt: 100n,
  lastReading: 100n,
  empty: false,
};

describe("The drain clock of the model", () => {
  it("runs until the scarcer unit lasts no further second", () => {
    expect(emptyAt(CLOCK)).to.equal(110n);
    expect(emptyAt({ ...CLOCK, balance: pair(10_999n, 2_999n) })).to.equal(105n);
  });

  it("never runs dry at rest, nor after the end of time", () => {
    expect(emptyAt({ ...CLOCK, rate: NONE })).to.equal(NEVER);
    expect(emptyAt({ ...CLOCK, balance: pair(2n ** 53n * 1_000n, 0n), rate: pair(1n, 0n) })).to.equal(NEVER);
    expect(stopAt({ ...CLOCK, rate: NONE, lastReading: NEVER - 1n })).to.equal(NEVER);
  });

  it("drains both units, and marks the pool in the second it runs dry", () => {
    expect(settle(CLOCK, 109n)).to.deep.include({ balance: pair(1_000n, 1_000n), settledAt: 109n, empty: false });
    expect(settle(CLOCK, 5_000n)).to.deep.equal({
      balance: pair(0n, 500n),
      rate: NONE,
      settledAt: 110n,
      lastReading: 100n,
      empty: true,
    });
  });

  it("stops a day after the last reading, unmarked, and is not marked later", () => {
    const slow = { ...CLOCK, rate: pair(0n, 1n), lastReading: 100n, balance: pair(0n, 100_000n) };
    const stale = settle(slow, 100n + 3n * DAY);
    expect(stale).to.deep.include({ balance: pair(0n, 100_000n - DAY), settledAt: 100n + DAY, empty: false });
    const touched = touch(slow, 100n + 3n * DAY);
    expect(touched).to.deep.include({ balance: pair(0n, 100_000n - DAY), settledAt: 100n + 3n * DAY, empty: false });
    expect(settle(touched, 100n + 10n * DAY)).to.deep.equal(touched);
  });

  it("is marked when it runs dry in the last second of a reading's day", () => {
    const last = { ...CLOCK, rate: pair(1n, 0n), balance: pair(DAY, 0n) };
    expect(settle(last, 100n + DAY)).to.deep.include({ balance: NONE, empty: true, settledAt: 100n + DAY });
    expect(settle({ ...last, balance: pair(DAY + 1n, 0n) }, 2n * DAY)).to.deep.include({ empty: false });
  });

  it("stands still while it is marked, whatever is credited", () => {
    const dry = { ...settle(CLOCK, 110n), balance: pair(10n ** 9n, 10n ** 9n) };
    expect(touch(dry, 1_000n)).to.deep.equal(dry);
  });

  it("ends in the same state on every way there", () => {
    const random = new Random(4);
    for (let run = 0; run < 2_000; run++) {
      const clock: Clock = {
        balance: both(() => random.between(0n, 500_000n)),
        rate: both(() => random.between(0n, random.pick([3n, 500n]))),
        settledAt: 1_000n + random.between(0n, 3n),
        lastReading: 1_000n - random.between(0n, random.pick([3n, DAY, 2n * DAY])) + DAY,
        empty: false,
      };
      const stop = random.between(clock.settledAt, 4n * DAY);
      const end = random.between(stop, 5n * DAY);
      expect(settle(settle(clock, stop), end)).to.deep.equal(settle(clock, end));
      expect(touch(touch(clock, stop), end)).to.deep.equal(touch(clock, end));
    }
  });
});

import { expect } from "chai";
import { NEVER } from "../../src/protocol/bounds.ts";
import { type Clock, settle } from "../../src/protocol/clock.ts";
import { poolEscrow, releasedBySettling, worth } from "../../src/protocol/money.ts";
import { type PoolAnswer, POOL_NOW_FIELDS, poolNow } from "../../src/protocol/poolNow.ts";
import { readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

/** One base unit per milli-unit-second. */
const PRICE_ONE = (2n ** 64n).toString();

/** 1,000 mCU a second out of 1,000,000, dry at second 2,000. */
const ANSWER: PoolAnswer = {
  cu: "1000000",
  su: "500000",
  cuRate: "1000",
  suRate: "100",
  settledAt: "1000",
  lastReading: "1000",
  empty: false,
  cuPrice: PRICE_ONE,
  suPrice: PRICE_ONE,
  upfrontBps: 5_000,
};

interface TableCase {
  readonly name: string;
  readonly start: Partial<Record<Exclude<keyof Clock, "empty">, string>> & { readonly empty?: boolean };
  readonly steps: readonly { readonly act: string; readonly at: string; readonly expect?: Partial<ClockText> }[];
}
type ClockText = Record<Exclude<keyof Clock, "empty">, string> & { readonly empty: boolean };

describe("poolNow", () => {
  it("is what was stored, at the second of the last event", () => {
    expect(poolNow(ANSWER, 1_000n)).to.deep.equal({
      cu: 1_000_000n,
      su: 500_000n,
      cuRate: 1_000n,
      suRate: 100n,
      empty: false,
      emptyAt: 2_000n,
      stopAt: 2_000n,
      secondsLeft: 1_000n,
      worth: 1_500_000n,
      escrow: 750_000n,
      unsettled: 0n,
    });
  });

  it("goes down by the second, and says what the farm has earned meanwhile", () => {
    const now = poolNow(ANSWER, 1_250n);
    expect(now.cu).to.equal(750_000n);
    expect(now.su).to.equal(475_000n);
    expect(now.secondsLeft).to.equal(750n);
    expect(now.worth).to.equal(1_225_000n);
    expect(now.escrow).to.equal(612_500n);
    expect(now.unsettled).to.equal(137_500n);
  });

  it("runs dry, and is the same ever after", () => {
    const dry = poolNow(ANSWER, 2_000n);
    expect(dry.empty).to.equal(true);
    expect(dry.cuRate).to.equal(0n);
    expect(dry.emptyAt).to.equal(2_000n);
    expect(dry.stopAt).to.equal(2_000n);
    expect(dry.secondsLeft).to.equal(0n);
    expect(dry.su).to.equal(400_000n);
    expect(poolNow(ANSWER, 900_000n)).to.deep.equal(dry);
  });

  it("stands still a day after the last reading, with what is left", () => {
    const slow = { ...ANSWER, cuRate: "1", suRate: "1" };
    const still = poolNow(slow, 1_000n + 86_400n);
    expect(still.cu).to.equal(913_600n);
    expect(still.empty).to.equal(false);
    expect(poolNow(slow, 10_000_000n)).to.deep.equal(still);
  });

  it("never ends for a pool that draws nothing, and for one that was closed", () => {
    expect(poolNow({ ...ANSWER, cuRate: "0", suRate: "0" }, 5_000n).secondsLeft).to.equal(NEVER);
    const closed = { ...ANSWER, cu: "0", su: "0", cuRate: "0", suRate: "0", settledAt: "0", lastReading: "0" };
    const now = poolNow({ ...closed, cuPrice: "0", suPrice: "0" }, 5_000n);
    expect(now.worth + now.escrow + now.unsettled).to.equal(0n);
    expect(now.emptyAt).to.equal(NEVER);
    expect(now.stopAt).to.equal(86_400n);
  });

  it("keeps the second at which a marked pool ran dry, whatever was refilled since", () => {
    const marked = poolNow({ ...ANSWER, cuRate: "0", suRate: "0", empty: true }, 50_000n);
    expect(marked.emptyAt).to.equal(1_000n);
    expect(marked.secondsLeft).to.equal(0n);
    expect(marked.cu).to.equal(1_000_000n);
  });

  it("does not go back before the last event", () => {
    expect(poolNow(ANSWER, 1n)).to.deep.equal(poolNow(ANSWER, 1_000n));
  });

  it("agrees with the shared table wherever that settles", () => {
    let settled = 0;
    for (const { name, start, steps } of readTable<{ cases: readonly TableCase[] }>("clock.json").cases) {
      const [first] = steps;
      if (first?.act !== "settle" || first.expect === undefined) continue;
      const text: ClockText = {
        ...{ cu: "0", su: "0", cuRate: "0", suRate: "0", settledAt: "0", lastReading: "0", empty: false },
        ...start,
      };
      const now = poolNow({ ...text, cuPrice: PRICE_ONE, suPrice: "7", upfrontBps: 3_333 }, BigInt(first.at));
      const expected = { ...text, ...first.expect };
      for (const field of ["cu", "su", "cuRate", "suRate"] as const) {
        expect(now[field], `${name}: ${field}`).to.equal(BigInt(expected[field]));
      }
      expect(now.empty, name).to.equal(expected.empty);
      settled += 1;
    }
    expect(settled).to.be.greaterThan(5);
  });

  it("splits money as the contract does: each unit is rounded by itself", () => {
    const prices = { cu: 3n ** 40n, su: 5n ** 27n };
    const answer = { ...ANSWER, cuPrice: String(prices.cu), suPrice: String(prices.su), upfrontBps: 1_234 };
    const stored: Clock = {
      ...{ cu: 1_000_000n, su: 500_000n, cuRate: 1_000n, suRate: 100n, settledAt: 1_000n, lastReading: 1_000n },
      empty: false,
    };
    for (let second = 1_000n; second < 2_010n; second += 7n) {
      const after = settle(stored, second);
      const now = poolNow(answer, second);
      expect(now.worth).to.equal(worth(after.cu, prices.cu) + worth(after.su, prices.su));
      expect(now.escrow).to.equal(poolEscrow(after, prices, 1_234n));
      expect(now.unsettled).to.equal(releasedBySettling(stored, after, prices, 1_234n));
    }
  });

  it("names what it reads", () => {
    expect(POOL_NOW_FIELDS.split(" ")).to.have.members(Object.keys(ANSWER));
  });

  it("refuses what is no answer of the subgraph, and names the field", () => {
    expect(refusal(() => poolNow({ ...ANSWER, cu: "1.5" }, 1n)).code).to.equal("BadAnswer");
    expect(refusal(() => poolNow({ ...ANSWER, suPrice: "-1" }, 1n)).code).to.equal("BadAnswer");
    expect(refusal(() => poolNow({ ...ANSWER, upfrontBps: 10_001 }, 1n)).code).to.equal("OutOfBounds");
  });
});

import { expect } from "chai";
import {
  type Clock,
  credit,
  emptyAt,
  lowerToCaps,
  openClock,
  settle,
  stopAt,
  touch,
} from "../../src/protocol/clock.ts";
import type { PerUnit } from "../../src/protocol/perUnit.ts";
import { takeReading } from "../../src/protocol/reading.ts";
import { readTable } from "./support/cases.ts";
import { type Act, clockOf, perform, type Pool, walk } from "./support/history.ts";
import { refusal } from "./support/refusal.ts";
import { SecondwisePool } from "./support/secondwise.ts";

type ClockNumbers = Exclude<keyof Clock, "empty">;
type Changes = Partial<Record<ClockNumbers, string> & { readonly empty: boolean }>;

type TableAct = { readonly at: string } & (
  | { readonly act: "settle" | "touch" }
  | { readonly act: "credit"; readonly cu: string; readonly su: string }
  | { readonly act: "caps"; readonly cuCap: string; readonly suCap: string }
  | { readonly act: "reading"; readonly cuRate: string; readonly suRate: string; readonly since: string }
);

type Step = TableAct & { readonly outcome?: string; readonly emptyAt?: string; readonly stopAt?: string } & (
    { readonly expect: Changes; readonly error?: never } | { readonly error: string }
  );

interface ClockCase {
  readonly name: string;
  readonly start: Changes & { readonly cuCap?: string; readonly suCap?: string };
  readonly steps: readonly Step[];
}

const { cases } = readTable<{ cases: readonly ClockCase[] }>("clock.json");

describe("drain clock", () => {
  describe("in closed form", () => {
    for (const { name, start, steps } of cases) {
      it(name, () => {
        let pool: Pool = { clock: changed(IDLE, start), caps: capsOf(start) };
        for (const step of steps) {
          if (step.error !== undefined) {
            expect(refusal(() => perform(pool, actOf(step))).code).to.equal(step.error);
            continue;
          }
          const expected = changed(pool.clock, step.expect);
          const { outcome, ...after } = perform(pool, actOf(step));
          pool = after;
          expect(pool.clock, label(step)).to.deep.equal(expected);
          expect(outcome).to.equal(step.outcome);
          if (step.emptyAt !== undefined) expect(emptyAt(pool.clock), "emptyAt").to.equal(BigInt(step.emptyAt));
          if (step.stopAt !== undefined) expect(stopAt(pool.clock), "stopAt").to.equal(BigInt(step.stopAt));
        }
      });
    }
  });

  describe("walked second for second", () => {
    for (const { name, start, steps } of cases) {
      it(name, () => {
        const { cu: cuCap, su: suCap } = capsOf(start);
        const pool = Object.assign(new SecondwisePool(), changed(IDLE, start), { cuCap, suCap });
        for (const step of steps) {
          if (step.error !== undefined) continue;
          const expected = changed(clockOf(pool), step.expect);
          expect(walk(pool, actOf(step))).to.equal(step.outcome);
          expect(clockOf(pool), label(step)).to.deep.equal(expected);
        }
      });
    }
  });

  it("opens idle and unread at the second of the credit", () => {
    expect(openClock({ cu: 5n, su: 7n }, 1000n)).to.deep.equal({ ...IDLE, cu: 5n, su: 7n, settledAt: 1000n });
  });

  it("opens with at most 2^63 - 1 of each unit", () => {
    const most = 2n ** 63n - 1n;
    expect(openClock({ cu: most, su: most }, 1000n)).to.include({ cu: most, su: most });
    expect(refusal(() => openClock({ cu: most + 1n, su: 0n }, 1000n)).message).to.match(/^cu balance is /);
    expect(refusal(() => openClock({ cu: 0n, su: most + 1n }, 1000n)).message).to.match(/^su balance is /);
  });

  it("does not mark an idle pool empty at the second that never comes", () => {
    const never = 2n ** 32n - 1n;
    expect(settle({ ...IDLE, settledAt: never - 1n, lastReading: never - 1n }, never).empty).to.equal(false);
  });

  it("refuses an act before the second up to which the pool is settled", () => {
    const clock = { ...IDLE, settledAt: 1000n };
    const reading = { cuRate: 0n, suRate: 0n, since: 0n };
    const none = { cu: 0n, su: 0n };
    expect(touch(clock, 1000n)).to.deep.equal(clock);
    expect(refusal(() => touch(clock, 999n))).to.include({
      code: "ClockBackwards",
      message: "The act is at 999, before 1000, up to which the pool is settled.",
    });
    expect(refusal(() => credit(clock, none, 999n)).code).to.equal("ClockBackwards");
    expect(refusal(() => lowerToCaps(clock, none, 999n)).code).to.equal("ClockBackwards");
    expect(refusal(() => takeReading(clock, none, reading, 999n)).code).to.equal("ClockBackwards");
  });

  it("changes no clock that it was given", () => {
    const clock = Object.freeze({ ...IDLE, cu: 5000n, cuRate: 1000n, settledAt: 1000n, lastReading: 1000n });
    takeReading(credit(settle(clock, 1001n), { cu: 1n, su: 1n }, 1002n), { cu: 0n, su: 0n }, READ_ZERO, 1003n);
    lowerToCaps(clock, { cu: 0n, su: 0n }, 9000n);
    expect(clock).to.deep.equal({ ...IDLE, cu: 5000n, cuRate: 1000n, settledAt: 1000n, lastReading: 1000n });
  });
});

const READ_ZERO = { cuRate: 0n, suRate: 0n, since: 0n };
const IDLE: Clock = { cu: 0n, su: 0n, cuRate: 0n, suRate: 0n, settledAt: 0n, lastReading: 0n, empty: false };

function actOf(step: Step): Act {
  const now = BigInt(step.at);
  switch (step.act) {
    case "credit":
      return { kind: step.act, now, cu: BigInt(step.cu), su: BigInt(step.su) };
    case "caps":
      return { kind: step.act, now, ...capsOf(step) };
    case "reading": {
      const { cuRate, suRate, since } = step;
      return { kind: step.act, now, cuRate: BigInt(cuRate), suRate: BigInt(suRate), since: BigInt(since) };
    }
    case "settle":
    case "touch":
      return { kind: step.act, now };
  }
}

function changed(clock: Clock, changes: Changes): Clock {
  const number = (field: ClockNumbers): bigint => BigInt(changes[field] ?? clock[field]);
  return {
    cu: number("cu"),
    su: number("su"),
    cuRate: number("cuRate"),
    suRate: number("suRate"),
    settledAt: number("settledAt"),
    lastReading: number("lastReading"),
    empty: changes.empty ?? clock.empty,
  };
}

function capsOf({ cuCap = "0", suCap = "0" }: { readonly cuCap?: string; readonly suCap?: string }): PerUnit<bigint> {
  return { cu: BigInt(cuCap), su: BigInt(suCap) };
}

function label(step: Step): string {
  return `${step.act} at ${step.at}`;
}

import { expect } from "chai";
import { decideUpkeep, type Kept, type UpkeepFacts } from "../../../src/bridge/upkeep/decide.ts";
import { decideWarning } from "../../../src/bridge/upkeep/warning.ts";
import type { PoolRow } from "../../../src/bridge/db/tables.ts";

const NOW = 1_800_000_000n;
const HOUR = 3600n;

/** An hour and a half of 1 CU and 1 SU, with caps of 2, of which the chain has read 1 each. */
function poolOf(changes: Partial<PoolRow> = {}): PoolRow {
  return {
    state: "active",
    cu_cap: 2000n,
    su_cap: 2000n,
    cu: 5_400_000n,
    su: 5_400_000n,
    cu_rate: 1000n,
    su_rate: 1000n,
    settled_at: NOW,
    last_reading: NOW,
    is_empty: false,
    ...changes,
  } as PoolRow;
}

let count = 0n;
function workload(changes: Partial<Kept> = {}): Kept {
  const id = ++count;
  const before = NOW - 1000n + id;
  return {
    ...{ reservation_id: id, workload_id: 1n, node_id: 7n, cu: 500n, su: 500n },
    ...{ halt: "", halted_at: 0n, drawing_since: before, ...changes },
  };
}

const facts: UpkeepFacts = { now: NOW, presenceOf: () => "up", isChainFresh: true, isReporting: true };
const decide = (
  pool: PoolRow | undefined,
  workloads: readonly Kept[],
  changes: Partial<UpkeepFacts> = {},
): unknown[] => {
  const wanted = decideUpkeep(pool, workloads, { ...facts, ...changes });
  return workloads.map((one) => wanted.get(one) ?? "as it was");
};

describe("What of a pool runs on (section 5, ledger)", () => {
  beforeEach(() => {
    count = 0n;
  });

  it("what is within units, caps and readings goes on", () => {
    expect(decide(poolOf(), [workload(), workload()])).to.deep.equal(["as it was", "as it was"]);
    expect(decide(poolOf(), [])).to.deep.equal([]);
  });

  describe("a silent node's workloads", () => {
    const one = workload();
    it("draw nothing, until it is heard of again", () => {
      expect(decide(poolOf(), [one], { presenceOf: () => "silent" })).to.deep.equal(["silent"]);
      expect(decide(poolOf(), [workload({ halt: "silent" })])).to.deep.equal([""]);
    });
    it("go on while nobody knows whether it is silent", () => {
      expect(decide(poolOf(), [one], { presenceOf: () => "unknown" })).to.deep.equal(["as it was"]);
    });
    it("stay halted for what else halted them, as long as that lasts: a refill counts, whoever is silent", () => {
      const dry = workload({ halt: "dry", halted_at: NOW });
      expect(decide(poolOf({ cu: 0n }), [dry], { presenceOf: () => "silent" })).to.deep.equal(["as it was"]);
      expect(decide(poolOf(), [dry], { presenceOf: () => "silent" })).to.deep.equal(["silent"]);
      expect(decide(poolOf(), [dry], { presenceOf: () => "unknown" })).to.deep.equal(["silent"]);
    });
    it("come back dry, when the pool ran dry meanwhile", () => {
      expect(decide(poolOf({ cu: 0n }), [workload({ halt: "silent" })])).to.deep.equal(["dry"]);
    });
  });

  describe("a pool that cannot pay one more second", () => {
    it("halts all that draws, whichever unit it lacks", () => {
      const both = [workload(), workload({ su: 0n })];
      expect(decide(poolOf({ cu: 999n }), both)).to.deep.equal(["dry", "dry"]);
      expect(decide(poolOf({ cu: 1000n }), both)).to.deep.equal(["as it was", "as it was"]);
      expect(decide(poolOf({ settled_at: NOW - 5400n }), [workload()])).to.deep.equal(["dry"]);
    });
    it("halts nothing that does not draw the unit that it lacks", () => {
      expect(decide(poolOf({ cu: 0n, cu_rate: 0n }), [workload({ cu: 0n })])).to.deep.equal(["as it was"]);
    });
  });

  describe("what ran dry comes back", () => {
    const halted = (ago: bigint): Kept[] => [1, 2].map(() => workload({ halt: "dry", halted_at: NOW - ago }));
    const idle = { cu_rate: 0n, su_rate: 0n };
    it("when the pool lasts an hour, all of it or nothing", () => {
      expect(decide(poolOf({ ...idle, cu: HOUR * 1000n }), halted(60n))).to.deep.equal(["", ""]);
      expect(decide(poolOf({ ...idle, cu: HOUR * 1000n - 1n }), halted(60n))).to.deep.equal(["as it was", "as it was"]);
    });
    it("when it lasts as long as the halt lasted: a grain of refill a day keeps nothing alive (attack 28)", () => {
      const pool = poolOf({ ...idle, cu: 7200_000n, su: 7200_000n });
      expect(decide(pool, halted(7200n))).to.deep.equal(["", ""]);
      expect(decide(pool, halted(7201n))).to.deep.equal(["as it was", "as it was"]);
    });
    it("not above the caps", () => {
      expect(decide(poolOf({ ...idle, cu_cap: 999n }), halted(60n))).to.deep.equal(["as it was", "as it was"]);
    });
  });

  describe("above a cap", () => {
    it("the newest halt first, and no more than must", () => {
      const [old, middle, young] = [workload(), workload(), workload()];
      expect(decide(poolOf({ cu_cap: 1000n }), [young, old, middle])).to.deep.equal(["cap", "as it was", "as it was"]);
      expect(decide(poolOf({ cu_cap: 1000n }), [old, middle])).to.deep.equal(["as it was", "as it was"]);
      expect(decide(poolOf({ su_cap: 999n }), [old, middle])).to.deep.equal(["as it was", "cap"]);
      expect(decide(poolOf({ su_cap: 0n }), [old, middle])).to.deep.equal(["cap", "cap"]);
    });
    it("passes by what draws nothing of that unit", () => {
      expect(decide(poolOf({ cu_cap: 0n }), [workload(), workload({ cu: 0n })])).to.deep.equal(["cap", "as it was"]);
    });
    it("what halted comes back when the caps have room again, the oldest first", () => {
      const halted = [3n, 1n, 2n].map((at) => workload({ halt: "cap", halted_at: NOW - 10n, drawing_since: at }));
      expect(decide(poolOf({ cu_cap: 1000n }), halted)).to.deep.equal(["as it was", "", ""]);
    });
  });

  describe("what the chain has not heard of", () => {
    const at = (seconds: bigint): Kept => workload({ drawing_since: NOW - seconds });
    it("is halted after 120 s, the newest first", () => {
      const [known, also, unknown] = [at(900n), at(800n), at(121n)];
      expect(decide(poolOf(), [known, also, unknown])).to.deep.equal(["as it was", "as it was", "unreported"]);
      expect(decide(poolOf(), [known, also, at(120n)])).to.deep.equal(["as it was", "as it was", "as it was"]);
    });
    it("stays known as long as the newest alone exceed what was read", () => {
      expect(decide(poolOf(), [at(900n), at(800n), at(30n), at(20n)]).includes("unreported")).to.equal(false);
    });
    it("is everything, when no reading came for a day", () => {
      const old = poolOf({ last_reading: NOW - 86_400n, settled_at: NOW - 86_400n, cu: 10n ** 12n, su: 10n ** 12n });
      expect(decide(old, [at(90_000n), at(20n)])).to.deep.equal(["unreported", "as it was"]);
    });
    it("is halted although the chain cannot be told: the farm's own silence is no reason to go on", () => {
      expect(decide(poolOf({ cu_rate: 0n }), [at(121n)], { isChainFresh: false })).to.deep.equal(["unreported"]);
    });
    it("comes back after five minutes, when reports get through", () => {
      const halted = (ago: bigint): Kept => workload({ halt: "unreported", halted_at: NOW - ago });
      expect(decide(poolOf(), [halted(300n)])).to.deep.equal([""]);
      expect(decide(poolOf(), [halted(299n)])).to.deep.equal(["as it was"]);
      expect(decide(poolOf(), [halted(300n)], { isReporting: false })).to.deep.equal(["as it was"]);
    });
    it("needs no more of its pool than a deployment: the silence was the farm's", () => {
      const halted = workload({ halt: "unreported", halted_at: NOW - 3n * 86_400n });
      expect(decide(poolOf({ cu: 60_000n }), [halted])).to.deep.equal([""]);
    });
    it("waits then for units or caps, where these lack", () => {
      const halted = workload({ halt: "unreported", halted_at: NOW - 300n });
      expect(decide(poolOf({ cu: 0n }), [halted])).to.deep.equal(["dry"]);
      expect(decide(poolOf({ cu_cap: 0n }), [halted])).to.deep.equal(["cap"]);
    });
  });

  it("while the chain cannot be told, nothing is found dry, above a cap, or fit to come back", () => {
    const stale = { isChainFresh: false };
    expect(decide(poolOf({ cu: 0n }), [workload()], stale)).to.deep.equal(["as it was"]);
    expect(decide(poolOf({ cu_cap: 0n }), [workload()], stale)).to.deep.equal(["as it was"]);
    expect(decide(poolOf(), [workload({ halt: "dry", halted_at: NOW - 60n })], stale)).to.deep.equal(["as it was"]);
  });

  it("of a pool whose credit a reorg took back, all is halted", () => {
    expect(decide(undefined, [workload()])).to.deep.equal(["dry"]);
    expect(decide(poolOf({ state: "payable", ended_in: 0n }), [workload()])).to.deep.equal(["dry"]);
    expect(decide(undefined, [workload()], { isChainFresh: false })).to.deep.equal(["as it was"]);
    expect(decide(undefined, [workload({ halt: "silent" })])).to.deep.equal(["dry"]);
  });

  it("of a pool that is over, nothing is decided here but who is silent", () => {
    expect(decide(poolOf({ state: "closed", ended_in: 9n, cu: 0n, cu_rate: 0n }), [workload()])).to.deep.equal([
      "as it was",
    ]);
  });

  it("decided twice, changes nothing the second time", () => {
    const pools = [poolOf(), poolOf({ cu: 0n }), poolOf({ cu_cap: 700n }), poolOf({ cu_rate: 0n })];
    const halts = ["", "silent", "dry", "cap", "unreported"] as const;
    for (const pool of pools) {
      for (const first of halts) {
        for (const second of halts) {
          const before = [first, second].map((halt) => workload({ halt, halted_at: NOW - 400n, drawing_since: 5n }));
          const wanted = decideUpkeep(pool, before, facts);
          const after = before.map((one): Kept => {
            const halt = wanted.get(one) ?? one.halt;
            if (halt === one.halt) return one;
            return { ...one, halt, ...(halt === "" ? { drawing_since: NOW } : { halted_at: NOW }) };
          });
          expect([...decideUpkeep(pool, after, facts).values()], `${first} ${second}`).to.deep.equal([]);
        }
      }
    }
  });
});

describe("The warning that a pool will run dry", () => {
  const DAY = 86_400n;
  it("comes at 7 days, 1 day and 1 hour, once each", () => {
    expect(decideWarning(7n * DAY + 1n, null)).to.deep.equal({ tell: undefined, warnedAtLeft: null });
    expect(decideWarning(7n * DAY, null)).to.deep.equal({ tell: 7n * DAY, warnedAtLeft: 7n * DAY });
    expect(decideWarning(6n * DAY, 7n * DAY)).to.deep.equal({ tell: undefined, warnedAtLeft: 7n * DAY });
    expect(decideWarning(DAY, 7n * DAY)).to.deep.equal({ tell: DAY, warnedAtLeft: DAY });
    expect(decideWarning(0n, DAY)).to.deep.equal({ tell: HOUR, warnedAtLeft: HOUR });
    expect(decideWarning(0n, HOUR)).to.deep.equal({ tell: undefined, warnedAtLeft: HOUR });
  });
  it("comes again after a refill", () => {
    expect(decideWarning(3n * DAY, HOUR)).to.deep.equal({ tell: undefined, warnedAtLeft: 7n * DAY });
    expect(decideWarning(HOUR, 7n * DAY)).to.deep.equal({ tell: HOUR, warnedAtLeft: HOUR });
    expect(decideWarning(undefined, HOUR)).to.deep.equal({ tell: undefined, warnedAtLeft: null });
  });
});

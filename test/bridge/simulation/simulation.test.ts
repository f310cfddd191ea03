import process from "node:process";
import { expect } from "chai";
import { TestChain } from "../support/testChain.ts";
import { Simulation } from "./simulation.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const SEEDS = Number(process.env["SIMULATION_SEEDS"] ?? 8);
const STEPS = Number(process.env["SIMULATION_STEPS"] ?? 250);

describe(`The bridge, whatever happens: ${SEEDS} lives of ${STEPS} steps (from seed ${SEED})`, function () {
  this.timeout(120_000 + SEEDS * 120_000);

  let test: TestChain;
  const seen = new Set<string>();
  const killedAt = new Set<string>();
  const causes = new Set<string>();
  before(async () => {
    test = await TestChain.start();
  });

  for (let seed = SEED; seed < SEED + SEEDS; seed++) {
    it(`seed ${seed}: nothing runs without its quorum, is lost or started twice; ledger, nodes and chain agree`, async () => {
      // Half of the lives kill wherever none was killed yet, the others leave more time between.
      const summary = await Simulation.run(test, { seed, steps: STEPS, chance: seed % 2 === 0 ? 25 : 100 });
      for (const point of summary.points.seen) seen.add(point);
      for (const point of summary.points.killedAt) killedAt.add(point);
      for (const cause of summary.causes) causes.add(cause);
      expect(summary.kills + summary.reorgs).to.be.greaterThan(0);
      expect(summary.broken, `SEED=${seed} SIMULATION_SEEDS=1 replays it`).to.deep.equal([]);
    });
  }

  it("and it was killed before and after everything that it writes", function () {
    if (SEEDS < 8 || SEED !== 1) return this.skip();
    // What comes up once in eight lives may be passed in one that lets most points pass.
    expect([...seen].filter((point) => !killedAt.has(point)).length).to.be.at.most(3);
    expect(killedAt.size).to.be.greaterThan(80);
  });

  it("and most of what can happen to a draw did", function () {
    if (SEEDS < 8 || SEED !== 1) return this.skip();
    const all = ["deployed", "error", "deleted", "silent", "dry", "cap", "unreported", "resumed"];
    expect(all).to.include.members([...causes]);
    expect(causes.size).to.be.at.least(6);
  });
});

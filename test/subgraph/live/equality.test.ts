import process from "node:process";
import { expect } from "chai";
import { story } from "../../model/acts/story.ts";
import { Grid } from "./grid.ts";
import { whyNot } from "./whyNot.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ACTS = Number(process.env["LIVE_ACTS"] ?? 2000);
const CHECKS = 4;

describe(`The subgraph says what the contracts say (${ACTS} acts from seed ${SEED})`, function () {
  this.timeout(120_000 + ACTS * 200);

  let grid: Grid;

  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.log(`    skipped: ${reason}`);
      return this.skip();
    }
    grid = await Grid.start();
    await grid.open("live");
  });
  after(() => grid?.stop());

  it("of every pool, reservation, farm, credit, node and threebot, at the same block", async () => {
    let count = 0;
    let done = 0;
    for (const happening of story(SEED, ACTS)) {
      if ((await grid.perform(happening)).ok) done++;
      if (++count % Math.ceil(ACTS / CHECKS) === 0) expect(await grid.differences("live")).to.deep.equal([]);
    }
    expect(done).to.be.greaterThan(ACTS / 2);
  });
});

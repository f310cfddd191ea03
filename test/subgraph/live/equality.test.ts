import process from "node:process";
import { expect } from "chai";
import { story } from "../../model/acts/story.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { doExtras } from "./extras.ts";
import { Grid } from "./grid.ts";
import { whyNot } from "./whyNot.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ACTS = Number(process.env["LIVE_ACTS"] ?? 600);
const CHECKS = 4;
/** A field of each kind of entity that is compared. */
const COMPARED = [
  ["Threebot", "epoch"],
  ["Farm", "signerEpoch"],
  ["Node", "key"],
  ["Price", "slot"],
  ["Payee", "bps"],
  ["Pool", "settledAt"],
  ["Pool", "cu"],
  ["Pool", "cuPrice"],
  ["Reservation", "cus"],
  ["Quote", "paid"],
  ["Contribution", "amount"],
  ["FarmCredit", "released"],
  ["PayeeWithdrawal", "amount"],
  ["Owed", "amount"],
  ["StandingOrder", "spent"],
  ["NonceWord", "used"],
] as const;

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

  it("of standing orders and of what Doors owes", async () => {
    const done = await doExtras(grid, await grid.readStore("live"));
    expect(
      Object.values(done).every((count) => count > 0),
      JSON.stringify(done),
    ).to.be.true;
    expect(await grid.differences("live")).to.deep.equal([]);
  });

  it("and would be heard if it said anything else", async () => {
    const store = await grid.readStore("live");
    for (const [type, field] of COMPARED) {
      const row = store.get(type)?.find((one) => type !== "Pool" || one["state"] === "ACTIVE");
      if (row === undefined) throw new Error(`no ${type} came up`);
      const lie = { ...row, [field]: String(BigInt(row[field] as string) + 1n) };
      const rows = store.get(type)?.map((one) => (one === row ? lie : one)) ?? [];
      const found = await grid.differencesOf(new Map(store).set(type, rows));
      expect(found, `${type}.${field}`).to.not.be.empty;
    }
  });

  it("of every pool at any later second, by poolNow", async () => {
    for (const seconds of [1, 59, 3_600, 86_399, 7 * 86_400, 400 * 86_400]) {
      await rpc(grid.stack.url, "evm_increaseTime", [seconds]);
      await rpc(grid.stack.url, "evm_mine");
      expect(await grid.differences("live")).to.deep.equal([]);
    }
  });
});

import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { Act } from "../../model/act.ts";
import { Random } from "../../model/acts/random.ts";
import { type Chapter, type Page, pageAfter, story } from "../../model/acts/story.ts";
import { Stage } from "../../model/scenarios/stage.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { Grid } from "./grid.ts";
import type { Row, Store } from "./store.ts";
import { whyNot } from "./whyNot.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const STORMS = Number(process.env["LIVE_STORMS"] ?? 8);
const DEEPEST = 10;

describe(`The subgraph of a chain that takes blocks back (seed ${SEED})`, function () {
  this.timeout(120_000 + STORMS * 20_000);

  let grid: Grid;
  let stage: Stage;
  let id: number;

  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.log(`    skipped: ${reason}`);
      return this.skip();
    }
    grid = await Grid.start();
    await grid.open("live");
    stage = new Stage();
    for (const chapter of stage.chapters) await grid.perform(chapter);
  });
  after(() => grid?.stop());

  /** Does acts one second apart, and has them indexed. */
  async function index(...acts: Act[]): Promise<Store> {
    for (const act of acts) {
      stage.after(1n);
      expect((await grid.perform({ act, now: stage.now })).ok, act.do).to.be.true;
    }
    return grid.readStore("live");
  }

  /** Blocks without anything, so that this branch is the longer one. */
  async function mine(blocks: number): Promise<void> {
    for (let block = 0; block < blocks; block++) {
      await rpc(grid.stack.url, "evm_setNextBlockTimestamp", [Number(stage.after(1n).now)]);
      await rpc(grid.stack.url, "evm_mine");
    }
  }

  /** What of the reservation is in the store: its state, its payments and the pool. */
  function seen(store: Store): { state: unknown; payments: Row[]; pools: number } {
    const mine = (row: Row): boolean => (row["reservation"] as { id: string } | null)?.id === String(id);
    return {
      state: store.get("Reservation")?.find((row) => row["id"] === String(id))?.["state"],
      payments: (store.get("Payment") ?? []).filter(mine),
      pools: (store.get("Pool") ?? []).filter(mine).length,
    };
  }

  const payment = (amount = 3_600n): Act => ({
    do: "pay",
    by: "ben",
    memo: `p-${id}`,
    token: "dollar",
    amount,
    guard: "any",
    value: 0n,
  });

  beforeEach(async function () {
    if (this.currentTest?.title.startsWith("a payment") !== true) return;
    stage.after(1n).does({ do: "reserve", by: "ann", terms: stage.terms(), tid: 2, epoch: stage.now });
    id = stage.lastId;
    stage.after(1n).does({ do: "accept", by: "olga", id, guard: "same" });
    for (const chapter of stage.chapters.slice(-2)) await grid.perform(chapter);
  });

  it("a payment disappears: so does its pool", async () => {
    const back = await grid.ground.takeSnapshot();
    expect(seen(await index(payment()))).to.deep.include({ state: "CREDITED", pools: 1 });
    await back.restore();
    await mine(2);
    expect(seen(await grid.readStore("live"))).to.deep.equal({ state: "PAYABLE", payments: [], pools: 0 });
    expect(await grid.differences("live")).to.deep.equal([]);
  });

  it("a payment moves to another block: it counts once, from there on", async () => {
    const back = await grid.ground.takeSnapshot();
    const [first] = seen(await index(payment())).payments;
    await back.restore();
    await mine(3);
    const { state, payments, pools } = seen(await index(payment()));
    expect({ state, pools }).to.deep.equal({ state: "CREDITED", pools: 1 });
    expect(payments).to.have.lengthOf(1);
    expect(Number(payments[0]?.["timestamp"])).to.be.greaterThan(Number(first?.["timestamp"]));
    expect(await grid.differences("live")).to.deep.equal([]);
  });

  it("a payment gives way to a refund", async () => {
    const back = await grid.ground.takeSnapshot();
    await index(payment(1_000n), payment(2_600n));
    await back.restore();
    const refund: Act = { do: "refund", by: "ben", id, token: "dollar", to: "ben" };
    const store = await index(payment(1_000n), { do: "cancel", by: "ann", id }, refund);
    const { state, payments, pools } = seen(store);
    expect({ state, pools }).to.deep.equal({ state: "CANCELLED", pools: 0 });
    expect(payments.map(({ amount }) => amount)).to.deep.equal(["1000"]);
    const [contribution] = (store.get("Contribution") ?? []).slice(-1);
    expect(contribution).to.include({ amount: "0", refunded: "1000" });
    expect(await grid.differences("live")).to.deep.equal([]);
  });

  it(`random acts give way to others, up to ${DEEPEST} blocks deep, with kills of graph-node between`, async () => {
    const random = new Random(SEED);
    let page: Page = { world: stage.world, now: stage.now + 100n, told: 1_000 };
    for (let storm = 0; storm < STORMS; storm++) {
      const depth = storm === 0 ? DEEPEST : 1 + random.below(DEEPEST);
      const back = await grid.ground.takeSnapshot();
      await play([...story(SEED + 2 * storm, depth, page)]);
      // What is taken back was indexed, half indexed, or never seen.
      if (storm % 3 !== 2) await grid.synced("live");
      if (storm % 4 === 1) await grid.kill("live");
      await back.restore();
      const chapters = [...story(SEED + 2 * storm + 1, depth + 1 + storm, page)];
      await play(chapters);
      if (storm % 4 === 1) await grid.open("live");
      expect(await grid.differences("live"), `storm ${storm}`).to.deep.equal([]);
      page = pageAfter(chapters, page);
    }
  });

  it("and it is the same as indexed from the first block on", async () => {
    await grid.open("anew");
    const [followed, anew] = [await grid.readStore("live"), await grid.readStore("anew")];
    expect([...anew.keys()]).to.deep.equal([...followed.keys()]);
    expect(anew.get("Event")?.length).to.be.greaterThan(50);
    const other = [...anew].filter(([type, rows]) => !isDeepStrictEqual(followed.get(type), rows));
    expect(other.map(([type]) => type)).to.deep.equal([]);
  });

  async function play(chapters: readonly Chapter[]): Promise<void> {
    for (const chapter of chapters) await grid.perform(chapter);
  }
});

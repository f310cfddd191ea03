import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { farmIncomeByDay } from "../../../src/protocol/queries/farmIncomeByDay.ts";
import { farmsByPrice } from "../../../src/protocol/queries/farmsByPrice.ts";
import { farmsInPlace } from "../../../src/protocol/queries/farmsInPlace.ts";
import { poolHistory } from "../../../src/protocol/queries/poolHistory.ts";
import { poolsOfWallet } from "../../../src/protocol/queries/poolsOfWallet.ts";
import { poolsRunningEmpty } from "../../../src/protocol/queries/poolsRunningEmpty.ts";
import { whatToPay } from "../../../src/protocol/queries/whatToPay.ts";
import { story } from "../../model/acts/story.ts";
import { ROOT } from "../../stack/support.ts";
import { rowsOf } from "./comparePools.ts";
import { Grid } from "./grid.ts";
import { idOf, text } from "./observe.ts";
import type { Row, Store } from "./store.ts";
import { whyNot } from "./whyNot.ts";

const ACTS = 400;
const ALL = 1000;
const NEVER = 4_294_967_295;

/** What the documents and the first screen of `npm start` tell people to ask. */
function shownQueries(): [string, string][] {
  const documents = ["README.md", "subgraph/README.md"].concat(
    readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join("docs", name)),
  );
  return [...documents, "scripts/local/ready.ts"].flatMap((file) => {
    const content = readFileSync(join(ROOT, file), "utf8");
    const blocks = [
      ...content.matchAll(/```graphql\n([^]*?)```/g),
      ...content.matchAll(/"query": ?"((?:[^"\\]|\\.)*)"/g),
    ];
    return blocks.map(([, query = ""]): [string, string] => [file, query.replaceAll(String.raw`\"`, '"')]);
  });
}

describe("The queries that we show", function () {
  this.timeout(180_000);

  let grid: Grid;
  let store: Store;

  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.log(`    skipped: ${reason}`);
      return this.skip();
    }
    grid = await Grid.start();
    for (const happening of story(2, ACTS)) await grid.perform(happening);
    await grid.open("live");
    store = await grid.readStore("live");
  });
  after(() => grid?.stop());

  const rows = (type: string, keep: (row: Row) => boolean = () => true): Row[] => rowsOf(store, type).filter(keep);
  const ids = (list: readonly { readonly id: unknown }[]): string[] => list.map(({ id }) => String(id)).sort();

  for (const [file, query] of shownQueries()) {
    it(`${file}: ${query.replaceAll(/\s+/g, " ").slice(0, 60)}`, async () => {
      const answer = await grid.ask("live", query);
      for (const [field, value] of Object.entries(answer as object)) expect(value, field).to.not.be.oneOf([null, []]);
    });
  }

  it("whatToPay: every quote of every reservation", async () => {
    for (const { id } of rows("Reservation")) {
      const { reservation } = await grid.run("live", whatToPay, { id: String(id) });
      const quotes = rows("Quote", (quote) => idOf(quote, "reservation") === id);
      const told = reservation?.quotes.map(({ currency, paid, due, total }) => [currency.id, paid, due, total]);
      const kept = quotes.map((quote) => [idOf(quote, "currency"), quote["paid"], quote["due"], quote["total"]]);
      expect(told).to.have.deep.members(kept);
    }
  });

  it("poolsOfWallet: all that are his, the first to run dry first", async () => {
    for (const { id: tid, owner } of rows("Threebot")) {
      const { pools } = await grid.run("live", poolsOfWallet, { owner: String(owner), first: ALL });
      const his = rows("Threebot", (threebot) => threebot["owner"] === owner).map(({ id }) => id);
      const kept = rows("Pool", (pool) => pool["state"] === "ACTIVE" && his.includes(idOf(pool, "threebot")));
      expect(ids(pools), `of threebot ${String(tid)}`).to.deep.equal(ids(kept as { id: unknown }[]));
      const ends = pools.map(({ emptyAt }) => Number(emptyAt));
      expect(ends).to.deep.equal([...ends].sort((one, other) => one - other));
    }
  });

  it("farmsByPrice: all that list the currency, the cheapest first", async () => {
    for (const { id: currency } of rows("Currency")) {
      const { prices } = await grid.run("live", farmsByPrice, { currency: String(currency), first: ALL, skip: 0 });
      const kept = rows("Price", (price) => price["listed"] === true && idOf(price, "currency") === currency);
      expect(prices.map(({ farm }) => farm.id)).to.have.members(kept.map((price) => idOf(price, "farm")));
      const asked = prices.map(({ cuPrice }) => BigInt(cuPrice));
      expect(asked.every((price, at) => at === 0 || (asked[at - 1] ?? 0n) <= price)).to.be.true;
    }
  });

  it("farmsInPlace: those with a listed node there and room enough", async () => {
    const countries = new Set(rows("Node").map((node) => text(node, "country")));
    for (const country of countries) {
      const wanted = { country, cuFree: "1", suFree: "1", first: ALL };
      const query = { ...wanted, orderBy: "cuFree", orderDirection: "desc" } as const;
      const { farms } = await grid.run("live", farmsInPlace, query);
      const there = rows("Node", (node) => node["country"] === country && node["retired"] === false);
      const kept = rows("Farm", (farm) => Number(farm["cuFree"]) >= 1 && Number(farm["suFree"]) >= 1).filter(({ id }) =>
        there.some((node) => idOf(node, "farm") === id),
      );
      expect(ids(farms)).to.deep.equal(ids(kept as { id: unknown }[]));
    }
  });

  it("poolsRunningEmpty: those that draw and are not dry yet", async () => {
    const { pools } = await grid.run("live", poolsRunningEmpty, { now: "0", until: String(NEVER - 1), first: ALL });
    const kept = rows(
      "Pool",
      ({ state, empty, emptyAt }) => state === "ACTIVE" && empty === false && Number(emptyAt) < NEVER,
    );
    expect(ids(pools)).to.deep.equal(ids(kept as { id: unknown }[]));
  });

  it("poolHistory: every event that names the pool", async () => {
    for (const { id } of rows("Pool")) {
      const { pool } = await grid.run("live", poolHistory, { id: String(id), after: "0" });
      const kept = rows("Event", (event) => idOf(event, "pool") === id);
      expect(pool?.events.map(({ order }) => order)).to.have.members(kept.map(({ order }) => order));
    }
  });

  it("farmIncomeByDay: in all, what was released to the farm", async () => {
    for (const { id: farm } of rows("Farm")) {
      const { farmIncomes } = await grid.run("live", farmIncomeByDay, { farm: Number(farm), from: "0", first: ALL });
      for (const money of rows("FarmMoney", (row) => idOf(row, "farm") === farm)) {
        const days = farmIncomes.filter(({ currency }) => currency.id === idOf(money, "currency"));
        const earned = days.reduce((sum, day) => sum + BigInt(day.earned), 0n);
        expect(String(earned), `farm ${String(farm)}`).to.equal(money["released"]);
      }
    }
  });
});

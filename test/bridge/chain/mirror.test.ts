import process from "node:process";
import { expect } from "chai";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../../src/bridge/db/database.ts";
import type { Follower } from "../../../src/bridge/chain/follower.ts";
import { Random } from "../../model/acts/random.ts";
import { type Chapter, type Page, pageAfter, story } from "../../model/acts/story.ts";
import { differences } from "../support/compareMirror.ts";
import { newDatabase } from "../support/database.ts";
import { catchUp, TestChain } from "../support/testChain.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ACTS = Number(process.env["BRIDGE_ACTS"] ?? 400);
const FARMS = [1n, 2n];
const TABLES = ["threebot", "threebot_key", "farm", "price", "node", "pool", "standing_order", "nonce"] as const;

describe(`The mirror of the chain (${ACTS} acts from seed ${SEED})`, function () {
  this.timeout(60_000 + ACTS * 100);

  let test: TestChain;
  let chapters: readonly Chapter[];
  const followed: { farmId: bigint; db: Database; follower: Follower }[] = [];

  before(async () => {
    test = await TestChain.start();
    for (const farmId of FARMS) {
      const db = await newDatabase();
      followed.push({ farmId, db, follower: test.follower(db, { farmId }) });
    }
  });
  after(async () => {
    await Promise.all(followed.map(({ db }) => db.destroy()));
  });

  const compareAll = async (what: string): Promise<void> => {
    for (const { farmId, db, follower } of followed) {
      await catchUp(follower);
      expect(await differences(test, db, farmId), `${what}, farm ${farmId}`).to.deep.equal([]);
    }
  };

  it("says what the contracts say of each farm, at the same block", async () => {
    chapters = [...story(SEED, ACTS)];
    for (const [count, chapter] of chapters.entries()) {
      await test.perform(chapter);
      if (count % Math.ceil(ACTS / 4) === 0) await compareAll(`after ${count} acts`);
    }
    await compareAll("in the end");
    const pools = await Promise.all(followed.map(({ db }) => db.selectFrom("pool").select("state").execute()));
    expect(pools.flat().length).to.be.greaterThan(10);
  });

  it("and would be heard if it said anything else", async () => {
    for (const lie of [
      sql`update pool set cu = cu + 1 where state = 'active'`,
      sql`update pool set cu_cap = cu_cap + 1`,
      sql`update farm set version = version + 1`,
      sql`update node set retired = not retired`,
      sql`update threebot set owner = '0x'`,
      sql`update price set su_price = su_price + 1`,
    ]) {
      const heard = await Promise.all(followed.map(({ farmId, db }) => isHeard(lie, db, farmId)));
      expect(heard, lie.compile(followed[0]?.db as Database).sql).to.contain(true);
    }
  });

  /** Tells the lie, compares, and takes it back. */
  async function isHeard(lie: RawBuilder<unknown>, db: Database, farmId: bigint): Promise<boolean> {
    const transaction = await db.startTransaction().execute();
    await lie.execute(transaction);
    const found = await differences(test, transaction, farmId);
    await transaction.rollback().execute();
    return found.length > 0;
  }

  it("follows the chain where random branches give way to others", async () => {
    const random = new Random(SEED);
    let page: Page = pageAfter(chapters);
    for (let storm = 0; storm < 12; storm++) {
      const depth = 1 + random.below(10);
      const back = await test.bookmark();
      for (const chapter of story(SEED + 2 * storm, depth, page)) await test.perform(chapter);
      if (storm % 3 !== 2) for (const { follower } of followed) await catchUp(follower);
      await back();
      const next = [...story(SEED + 2 * storm + 1, depth + random.below(3), page)];
      for (const chapter of next) await test.perform(chapter);
      await compareAll(`storm ${storm}`);
      page = pageAfter(next, page);
    }
  });

  it("and is the same as read from the first block on", async () => {
    for (const { farmId, db } of followed) {
      const anew = await newDatabase();
      await catchUp(test.follower(anew, { farmId }));
      for (const table of TABLES) {
        const rows = async (from: Database): Promise<unknown> =>
          (await sql`select * from ${sql.table(table)} t order by t`.execute(from)).rows;
        expect(await rows(db), table).to.deep.equal(await rows(anew));
      }
      await anew.destroy();
    }
  });
});

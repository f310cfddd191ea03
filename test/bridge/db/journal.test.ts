import process from "node:process";
import { expect } from "chai";
import { Random } from "../../model/acts/random.ts";
import { beginBlock, undoAbove } from "../../../src/bridge/chain/position.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import { newDatabase } from "../support/database.ts";

const SEED = Number(process.env["SEED"] ?? 1);

describe(`The journal takes blocks back exactly (seed ${SEED})`, () => {
  let db: Database;
  before(async () => {
    db = await newDatabase();
  });
  after(() => db.destroy());

  const look = async (): Promise<unknown> => ({
    threebots: await db.selectFrom("threebot").selectAll().orderBy("tid").execute(),
    prices: await db.selectFrom("price").selectAll().orderBy("token").execute(),
    nonces: await db.selectFrom("nonce").selectAll().orderBy("nonce").execute(),
  });

  /** Inserts, changes and removes, several of one row in one block too. */
  async function block(number: bigint, random: Random): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await beginBlock(transaction, number);
      for (let change = 0; change < 6; change++) {
        const tid = BigInt(random.below(5));
        if (random.below(4) === 0) await transaction.deleteFrom("threebot").where("tid", "=", tid).execute();
        else {
          const row = { owner: `o'wner ${random.below(1000)}\\`, owner_since: number };
          await transaction
            .insertInto("threebot")
            .values({ tid, ...row })
            .onConflict((conflict) => conflict.column("tid").doUpdateSet(row))
            .execute();
        }
        const price = { token_index: 1n, slot: tid, cu_price: 2n ** 95n - tid, su_price: BigInt(change) };
        await transaction
          .insertInto("price")
          .values({ token: `0x${tid}`, ...price })
          .onConflict((conflict) => conflict.column("token").doUpdateSet(price))
          .execute();
        const nonce = { signer: "0xa", nonce: 2n ** 255n + number * 10n + BigInt(change) };
        await transaction.insertInto("nonce").values(nonce).execute();
      }
    });
  }

  it("to any block before, and what comes then is taken back too", async () => {
    const random = new Random(SEED);
    const states = [await look()];
    let number = 0n;
    for (let round = 0; round < 30; round++) {
      const more = 1 + random.below(5);
      for (let i = 0; i < more; i++) {
        await block(++number, random);
        states.push(await look());
      }
      const back = BigInt(random.below(Number(number) + 1));
      number -= back;
      states.length -= Number(back);
      await db.transaction().execute((transaction) => undoAbove(transaction, number));
      expect(await look(), `back ${back} to ${number}`).to.deep.equal(states.at(-1));
    }
  });

  it("and outside of a block nothing is written down", async () => {
    await db.insertInto("threebot").values({ tid: 99n, owner: "0x", owner_since: 0n }).execute();
    await db.transaction().execute((transaction) => undoAbove(transaction, -1n));
    expect(await db.selectFrom("threebot").select("tid").execute()).to.deep.equal([{ tid: 99n }]);
  });
});

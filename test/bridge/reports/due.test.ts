import { expect } from "chai";
import { lockPool } from "../../../src/bridge/ledger/locks.ts";
import { writeDraws } from "../../../src/bridge/ledger/write.ts";
import { dueReadings } from "../../../src/bridge/reports/due.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";

describe("The readings of one transaction", () => {
  let yard: Farmyard;
  before(async () => {
    yard = await Farmyard.build();
  });
  after(() => yard.db.destroy());

  async function draw(pool_id: bigint, cu: bigint, reported: bigint, changed_at = NOW): Promise<void> {
    const read = { cu_rate: reported, last_reading: NOW, settled_at: NOW };
    if (pool_id === 5n) await yard.changePool(5n, read);
    else await yard.addPool(pool_id, read);
    await yard.db
      .insertInto("pool_draw")
      .values({ pool_id, cu, su: 0n, risen_at: changed_at, fallen_at: changed_at })
      .execute();
  }

  it("are none while nothing is due, falls that can wait included", async () => {
    await draw(5n, 10n, 20n);
    expect(await dueReadings(yard.db, NOW + 100n)).to.deep.equal([]);
  });

  it("are those in haste first, and then the falls, which go along", async () => {
    await draw(6n, 30n, 20n);
    const readings = await dueReadings(yard.db, NOW + 100n);
    expect(readings.map(({ poolId, cause }) => `${cause} of ${poolId}`)).to.deep.equal(["rise of 6", "fall of 5"]);
  });

  it("are a hundred at most, and the rest the next time", async () => {
    for (let id = 100n; id < 210n; id++) await draw(id, 30n, 20n);
    const readings = await dueReadings(yard.db, NOW + 100n);
    expect(readings).to.have.length(100);
    expect(readings.every(({ cause }) => cause === "rise")).to.equal(true);
  });

  describe("follow the book", () => {
    let other: Farmyard;
    beforeEach(async () => {
      other = await Farmyard.build();
    });
    afterEach(() => other.db.destroy());

    /** A change of pool 5's draw at this second. */
    async function change(seconds: bigint, cu: bigint): Promise<void> {
      await other.db.transaction().execute(async (transaction) => {
        await lockPool(transaction, 5n);
        const one = { reservation_id: 1n, workload_id: 1n, pool_id: 5n, cu: cu < 0n ? -cu : cu, su: 0n };
        await writeDraws(transaction, cu < 0n ? "return" : "take", [one], "test", NOW + seconds);
      });
    }
    const due = (seconds: bigint) => dueReadings(other.db, NOW + seconds);
    const READ = { last_reading: NOW, settled_at: NOW };

    it("a rise is told however often the draw changes after it (nobody runs for free by changing)", async () => {
      await change(0n, 100n);
      for (let second = 1n; second <= 200n; second += 2n) await change(second, second % 4n === 1n ? 1n : 0n);
      expect((await due(201n)).map(({ cause }) => cause)).to.deep.equal(["rise"]);
      await change(201n, 0n);
      expect((await due(201n)).map(({ cause }) => cause)).to.deep.equal(["rise"]);
    });

    it("a fall is told ten minutes after it began, from the second at which it was as low as now", async () => {
      await change(0n, 100n);
      await other.changePool(5n, { cu_rate: 100n, ...READ });
      await change(10n, -80n);
      for (let second = 100n; second < 600n; second += 100n) await change(second, 0n);
      expect(await due(609n)).to.deep.equal([]);
      expect(await due(610n)).to.deep.include.members([
        { poolId: 5n, cuRate: 20n, suRate: 0n, since: NOW + 10n, cause: "fall" },
      ]);
      await change(620n, 30n);
      expect((await due(630n))[0]).to.deep.include({ cuRate: 50n, since: NOW + 10n });
      await change(640n, -45n);
      expect((await due(650n))[0]).to.deep.include({ cuRate: 5n, since: NOW + 640n });
    });

    it("and what was told begins anew", async () => {
      await change(0n, 100n);
      await other.changePool(5n, { cu_rate: 100n, ...READ });
      await change(1000n, 50n);
      expect(await due(1002n)).to.deep.equal([]);
      expect((await due(1003n)).map(({ cause }) => cause)).to.deep.equal(["rise"]);
    });
  });
});

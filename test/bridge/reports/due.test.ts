import { expect } from "chai";
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
    await yard.db.insertInto("pool_draw").values({ pool_id, cu, su: 0n, changed_at }).execute();
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
});

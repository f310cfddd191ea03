import { expect } from "chai";
import { DAY } from "../bounds.ts";
import { clockOf } from "../pools/deals.ts";
import { NONE } from "../pair.ts";
import { pair, Stage } from "./stage.ts";

function drawing(rate = pair(1_000n, 0n), cap = pair(2_000n, 2_000n)): { stage: Stage; id: number } {
  const stage = new Stage();
  const id = stage.pool({ cap, amount: pair(3_600n, 3_600n), price: pair(3_600n, 7_200n) });
  stage.reads(id, rate);
  return { stage, id };
}

/** What a pool draws. */
export const readings: Readonly<Record<string, () => Stage>> = {
  "a reading counts a rise from now, however far back it is dated"() {
    const { stage, id } = drawing(NONE);
    stage.after(100n);
    stage.reads(id, pair(2_000n, 0n), stage.now - 100n);
    expect(clockOf(stage.world, id).balance.cu).to.equal(3_600_000n);
    return stage;
  },

  "a reading counts a fall from since"() {
    const { stage, id } = drawing();
    stage.after(100n);
    stage.reads(id, NONE, stage.now - 40n);
    expect(clockOf(stage.world, id).balance.cu).to.equal(3_600_000n - 60_000n);
    return stage;
  },

  "a reading has two legs when one unit rises and the other falls"() {
    const { stage, id } = drawing(pair(1_000n, 400n));
    stage.after(100n);
    stage.reads(id, pair(300n, 900n), stage.now - 50n);
    expect(clockOf(stage.world, id).balance).to.deep.equal(pair(3_600_000n - 65_000n, 3_600_000n - 40_000n));
    expect(clockOf(stage.world, id).rate).to.deep.equal(pair(300n, 900n));
    return stage;
  },

  "a reading bills none of the time in which the bridge was dead"() {
    const { stage, id } = drawing(pair(10n, 0n));
    stage.after(3n * DAY);
    expect(stage.reads(id, pair(10n, 0n), 0n)).to.deep.equal(["Taken"]);
    expect(clockOf(stage.world, id).balance.cu).to.equal(3_600_000n - 10n * DAY);
    return stage;
  },

  "a reading is skipped above the cap, and the pool settled"() {
    const { stage, id } = drawing();
    stage.after(10n);
    expect(stage.reads(id, pair(2_001n, 0n))).to.deep.equal(["AboveCap"]);
    expect(clockOf(stage.world, id)).to.deep.include({
      settledAt: stage.now,
      lastReading: stage.now - 10n,
      rate: pair(1_000n, 0n),
    });
    return stage;
  },

  "a reading wakes an empty pool only if the balance lasts a second; a grain of refill does not"() {
    const { stage, id } = drawing();
    const dryAt = stage.now + 3_600n;
    stage.after(4_000n);
    expect(stage.reads(id, pair(1_000n, 0n))).to.deep.equal(["Empty"]);
    stage.does({ do: "refill", by: "cid", poolId: id, amount: pair(1n, 0n), maxCost: pair(10n, 0n), value: 0n });
    expect(clockOf(stage.world, id)).to.deep.include({ empty: true, settledAt: dryAt, rate: NONE });
    expect(stage.reads(id, NONE)).to.deep.equal(["Empty"]);
    expect(stage.reads(id, pair(1_001n, 0n))).to.deep.equal(["Empty"]);
    expect(stage.reads(id, pair(1_000n, 0n))).to.deep.equal(["Taken"]);
    expect(clockOf(stage.world, id)).to.deep.include({ empty: false, settledAt: stage.now });
    return stage;
  },

  "a reading of another farm or of no pool does not fail the batch"() {
    const { stage, id } = drawing();
    const readings = [id, 77, id].map((poolId) => ({ poolId, rate: NONE, since: 0n }));
    expect(stage.does({ do: "report", by: "olga", farm: 1, readings })).to.deep.equal(["Taken", "NotActive", "Taken"]);
    stage.refuses({ do: "report", by: "fay", farm: 1, readings }, "NotOperator");
    return stage;
  },

  "a reading gives way to a lowered cap at once"() {
    const { stage, id } = drawing();
    stage.after(10n).does({ do: "cap", by: "ann", poolId: id, cap: pair(300n, 2_000n) });
    expect(clockOf(stage.world, id)).to.deep.include({ rate: pair(300n, 0n), balance: pair(3_590_000n, 3_600_000n) });
    stage.refuses({ do: "cap", by: "ann", poolId: id, cap: pair(301n, 0n) }, "CapRaised");
    return stage;
  },
};

import { expect } from "chai";
import { DAY, HOUR } from "../bounds.ts";
import { NONE } from "../pair.ts";
import { clockOf } from "../pools/deals.ts";
import { pair, purchase, Stage } from "./stage.ts";

const WHOLE_HOUR = { amount: pair(3_600n, 3_600n), price: pair(3_600n, 7_200n) };

/** A pool of an hour of both units, drawing 1 CU. */
function drawing(rate = pair(1_000n, 0n)): { stage: Stage; id: number } {
  const stage = new Stage();
  const id = stage.pool(WHOLE_HOUR);
  stage.reads(id, rate);
  return { stage, id };
}

/** Against the clock and the readings. */
export const attacks: Readonly<Record<string, () => Stage>> = {
  "a stranger's grain of refill does not open the pool for a high reading"() {
    const { stage, id } = drawing(NONE);
    stage.refills(id, pair(1n, 0n));
    stage.after(5n);
    expect(stage.reads(id, pair(4_294_967_295n, 4_294_967_295n), 0n)).to.deep.equal(["AboveCap"]);
    expect(stage.balanceOf(id)).to.deep.equal(pair(3_601_000n, 3_600_000n));
    return stage;
  },

  "settling just before each reading does not dodge it"() {
    const { stage, id } = drawing();
    for (let minute = 0; minute < 10; minute++) {
      stage.after(60n).refills(id, pair(1n, 0n), "ann");
      expect(stage.reads(id, pair(1_000n, 0n), stage.now - 30n)).to.deep.equal(["Taken"]);
    }
    expect(stage.balanceOf(id).cu).to.equal(3_600_000n - 600_000n + 10_000n);
    return stage;
  },

  "deployed and closed before the first reading, nothing is earned"() {
    const stage = new Stage();
    const id = stage.pool(WHOLE_HOUR);
    stage.after(HOUR);
    expect(stage.closes(id)).to.equal(10_800n);
    expect(stage.reads(id, pair(1_000n, 0n))).to.deep.equal(["NotActive"]);
    return stage;
  },

  "nobody pays for a past in which he saw no draw"() {
    const { stage, id } = drawing(NONE);
    stage.after(HOUR).reads(id, pair(1_000n, 1_000n), stage.now - HOUR);
    stage.reads(id, NONE);
    expect(stage.balanceOf(id)).to.deep.equal(pair(3_600_000n, 3_600_000n));
    stage.does(purchase(stage.offer({ ...WHOLE_HOUR, poolId: id, cap: pair(9_000n, 9_000n) })));
    stage.after(HOUR).reads(id, pair(9_000n, 9_000n), stage.now - HOUR);
    expect(stage.balanceOf(id)).to.deep.equal(pair(7_200_000n, 7_200_000n));
    return stage;
  },

  "a dead bridge earns a day, and its next reading bills none of the dead time"() {
    const { stage, id } = drawing(pair(10n, 10n));
    stage.after(4n * DAY).reads(id, pair(10n, 10n), 0n);
    expect(stage.balanceOf(id).cu).to.equal(3_600_000n - 10n * DAY);
    stage.after(10n * DAY).refills(id, pair(1n, 1n));
    stage.after(DAY).reads(id, pair(1_000n, 0n), 0n);
    expect(stage.balanceOf(id).cu).to.equal(3_601_000n - 20n * DAY);
    stage.after(2n * DAY).closes(id);
    return stage;
  },

  "an idle pool loses nothing in the first second of a rise"() {
    const { stage, id } = drawing(NONE);
    stage.after(10n * DAY).reads(id, pair(1_000n, 1_000n), 0n);
    expect(stage.balanceOf(id)).to.deep.equal(pair(3_600_000n, 3_600_000n));
    stage.after(1n).closes(id);
    return stage;
  },

  "a fall before the pool ran dry, reported after it"() {
    const { stage, id } = drawing();
    stage.after(3_700n);
    expect(stage.reads(id, NONE, stage.now - 200n)).to.deep.equal(["Taken"]);
    expect(stage.balanceOf(id).cu).to.equal(100_000n);
    return stage;
  },

  "the same with a stranger's act between: what was settled stays settled, here all of it"() {
    const { stage, id } = drawing();
    stage.after(3_550n).refills(id, pair(1n, 0n));
    stage.after(51n).refills(id, pair(0n, 1n));
    stage.after(99n);
    expect(stage.reads(id, NONE, stage.now - 200n)).to.deep.equal(["Empty"]);
    expect(stage.balanceOf(id).cu).to.equal(0n);
    return stage;
  },

  "one unit up, the other down, since a second within the first leg"() {
    const { stage, id } = drawing(pair(1_000n, 500n));
    stage.after(1_000n).reads(id, pair(200n, 900n), stage.now - 400n);
    expect(stage.balanceOf(id)).to.deep.equal(pair(3_600_000n - 680_000n, 3_600_000n - 500_000n));
    return stage;
  },

  "a stolen key that reports nothing erases what is not settled, at most a day"() {
    const { stage, id } = drawing(pair(10n, 10n));
    stage.after(HOUR).reads(id, pair(10n, 10n));
    stage.after(HOUR).reads(id, NONE, 0n);
    expect(stage.balanceOf(id).cu).to.equal(3_600_000n - 36_000n);
    return stage;
  },

  "an emptied pool is not an idle one, and a grain of refill does not stop its grace"() {
    const { stage, id } = drawing();
    const dryAt = stage.now + 3_600n;
    stage.after(HOUR + 50n).refills(id, pair(0n, 1n));
    stage.after(50n).refills(id, pair(10n, 0n), "ann");
    expect(clockOf(stage.world, id)).to.deep.include({ empty: true, settledAt: dryAt });
    stage.after(DAY);
    expect(stage.reads(id, NONE)).to.deep.equal(["Empty"]);
    expect(stage.reads(id, pair(1_000n, 1_000n))).to.deep.equal(["Taken"]);
    stage.after(10n).does({ do: "cap", by: "ann", poolId: id, cap: pair(1n, 0n) });
    expect(clockOf(stage.world, id)).to.deep.include({ empty: true, settledAt: stage.now });
    stage.closes(id);
    return stage;
  },

  "a batch of readings, one of three of them bad, each taken or skipped by itself"() {
    const { stage, id } = drawing();
    const other = stage.pool(WHOLE_HOUR);
    stage.after(10n);
    const ids = Array.from({ length: 99 }, (_, at) => [id, other, 70 + at][at % 3] ?? 0);
    const readings = ids.map((poolId, at) => ({
      poolId,
      rate: pair(BigInt(at % 5), 1n),
      since: stage.now - BigInt(at),
    }));
    const verdicts = stage.does({ do: "report", by: "olga", farm: 1, readings }) as string[];
    expect(verdicts.filter((verdict) => verdict === "NotActive").length).to.equal(33);
    return stage;
  },
};

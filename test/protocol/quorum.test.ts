import { expect } from "chai";
import { type Agreement, countQuorum, isReachable } from "../../src/protocol/quorum.ts";

const by = (tid: number, key = `key of ${tid}`): Agreement => ({ tid, key });
const twoOfThree = { signers: [3, 5, 7], quorum_min: 2 };

describe("The quorum rule", () => {
  it("counts listed threebots, and says who has signed and who has not", () => {
    expect(countQuorum(twoOfThree, [])).to.deep.include({ reached: false, signed: [], missing: [3, 5, 7] });
    expect(countQuorum(twoOfThree, [by(7)])).to.deep.include({ reached: false, signed: [7], missing: [3, 5] });
    expect(countQuorum(twoOfThree, [by(7), by(3)])).to.deep.include({
      reached: true,
      signed: [3, 7],
      missing: [5],
    });
  });

  it("does not count a signature twice", () => {
    expect(countQuorum(twoOfThree, [by(3), by(3), by(3)]).reached).to.equal(false);
  });

  it("does not count who is not listed", () => {
    expect(countQuorum(twoOfThree, [by(3), by(4), by(6)])).to.deep.include({ reached: false, signed: [3] });
  });

  it("counts one key under two threebots once, and says so", () => {
    expect(countQuorum(twoOfThree, [by(3, "same"), by(5, "same")])).to.deep.equal({
      reached: false,
      quorum_min: 2,
      signed: [3],
      missing: [7],
      repeated: [5],
    });
  });

  it("is the same in whatever order signatures come", () => {
    const agreements = [by(3, "same"), by(5, "same"), by(7), by(9)];
    const expected = countQuorum(twoOfThree, agreements);
    expect(expected.reached).to.equal(true);
    for (const order of permutations(agreements)) expect(countQuorum(twoOfThree, order)).to.deep.equal(expected);
  });

  it("only ever gains by a further signature", () => {
    const all = [by(3, "same"), by(5), by(7, "same"), by(8)];
    for (let subset = 0; subset < 1 << all.length; subset++) {
      const some = all.filter((_, i) => subset & (1 << i));
      for (const further of all) {
        const before = countQuorum(twoOfThree, some).signed.length;
        expect(countQuorum(twoOfThree, [...some, further]).signed.length).to.be.at.least(before);
      }
    }
  });

  it("reaches a thousand of a thousand", () => {
    const signers = Array.from({ length: 1000 }, (_, i) => i);
    const request = { signers, quorum_min: 1000 };
    expect(
      countQuorum(
        request,
        signers.map((tid) => by(tid)),
      ).reached,
    ).to.equal(true);
    expect(
      countQuorum(
        request,
        signers.slice(1).map((tid) => by(tid)),
      ).missing,
    ).to.deep.equal([0]);
  });

  it("is out of reach when too few of its signers have keys of their own", () => {
    const keys = new Map([
      [3, "a"],
      [5, "a"],
      [7, "b"],
    ]);
    expect(isReachable(twoOfThree, (tid) => keys.get(tid))).to.equal(true);
    expect(isReachable({ ...twoOfThree, quorum_min: 3 }, (tid) => keys.get(tid))).to.equal(false);
    expect(isReachable(twoOfThree, (tid) => (tid === 3 ? "a" : undefined))).to.equal(false);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

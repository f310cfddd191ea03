import { expect } from "chai";
import { type Agreement, checkSigningRequest, countQuorum, isReachable } from "../../src/protocol/quorum.ts";

const by = (tid: bigint, key = `key of ${tid}`): Agreement => ({ tid, key });
const twoOfThree = { signers: [3n, 5n, 7n], quorumMin: 2 };

describe("The quorum rule", () => {
  describe("A signing request", () => {
    const refused = {
      "a quorum of 0": [{ signers: [1n], quorumMin: 0 }, "from 1 to 1"],
      "a quorum above the signers": [{ signers: [1n, 2n], quorumMin: 3 }, "from 1 to 2"],
      "no signers": [{ signers: [], quorumMin: 1 }, "from 1 to 0"],
      "half a signer": [{ signers: [1n, 2n], quorumMin: 1.5 }, "from 1 to 2"],
      "no number": [{ signers: [1n, 2n], quorumMin: NaN }, "from 1 to 2"],
      "a signer twice": [{ signers: [1n, 2n, 1n], quorumMin: 1 }, "threebot 1 twice"],
      "more than a thousand": [{ signers: Array.from({ length: 1001 }, (_, i) => BigInt(i)), quorumMin: 1 }, "1001"],
    } as const;
    for (const [what, [request, why]] of Object.entries(refused)) {
      it(`refuses ${what}`, () => {
        expect(() => {
          checkSigningRequest("signing_request_provision", request);
        })
          .to.throw(`signing_request_provision`)
          .with.property("message")
          .that.contains(why);
      });
    }

    it("takes 1 to all of its signers", () => {
      for (let quorumMin = 1; quorumMin <= 3; quorumMin++) {
        checkSigningRequest("signing_request_delete", { ...twoOfThree, quorumMin });
      }
      checkSigningRequest("signing_request_delete", {
        signers: Array.from({ length: 1000 }, (_, i) => BigInt(i)),
        quorumMin: 1000,
      });
    });
  });

  it("counts listed threebots, and says who has signed and who has not", () => {
    expect(countQuorum(twoOfThree, [])).to.deep.include({ reached: false, signed: [], missing: [3n, 5n, 7n] });
    expect(countQuorum(twoOfThree, [by(7n)])).to.deep.include({ reached: false, signed: [7n], missing: [3n, 5n] });
    expect(countQuorum(twoOfThree, [by(7n), by(3n)])).to.deep.include({
      reached: true,
      signed: [3n, 7n],
      missing: [5n],
    });
  });

  it("does not count a signature twice", () => {
    expect(countQuorum(twoOfThree, [by(3n), by(3n), by(3n)]).reached).to.equal(false);
  });

  it("does not count who is not listed", () => {
    expect(countQuorum(twoOfThree, [by(3n), by(4n), by(6n)])).to.deep.include({ reached: false, signed: [3n] });
  });

  it("counts one key under two threebots once, and says so", () => {
    expect(countQuorum(twoOfThree, [by(3n, "same"), by(5n, "same")])).to.deep.equal({
      reached: false,
      quorumMin: 2,
      signed: [3n],
      missing: [7n],
      repeated: [5n],
    });
  });

  it("is the same in whatever order signatures come", () => {
    const agreements = [by(3n, "same"), by(5n, "same"), by(7n), by(9n)];
    const expected = countQuorum(twoOfThree, agreements);
    expect(expected.reached).to.equal(true);
    for (const order of permutations(agreements)) expect(countQuorum(twoOfThree, order)).to.deep.equal(expected);
  });

  it("only ever gains by a further signature", () => {
    const all = [by(3n, "same"), by(5n), by(7n, "same"), by(8n)];
    for (let subset = 0; subset < 1 << all.length; subset++) {
      const some = all.filter((_, i) => subset & (1 << i));
      for (const further of all) {
        const before = countQuorum(twoOfThree, some).signed.length;
        expect(countQuorum(twoOfThree, [...some, further]).signed.length).to.be.at.least(before);
      }
    }
  });

  it("reaches a thousand of a thousand", () => {
    const signers = Array.from({ length: 1000 }, (_, i) => BigInt(i));
    const request = { signers, quorumMin: 1000 };
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
    ).to.deep.equal([0n]);
  });

  it("is out of reach when too few of its signers have keys of their own", () => {
    const keys = new Map([
      [3n, "a"],
      [5n, "a"],
      [7n, "b"],
    ]);
    expect(isReachable(twoOfThree, (tid) => keys.get(tid))).to.equal(true);
    expect(isReachable({ ...twoOfThree, quorumMin: 3 }, (tid) => keys.get(tid))).to.equal(false);
    expect(isReachable(twoOfThree, (tid) => (tid === 3n ? "a" : undefined))).to.equal(false);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

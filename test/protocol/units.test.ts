import { expect } from "chai";
import { draw } from "../../src/protocol/units.ts";
import { integers, readTable } from "./support/cases.ts";
import { property } from "./support/property.ts";
import { refusal } from "./support/refusal.ts";

interface UnitsTable {
  readonly cases: readonly (Readonly<Record<"cru" | "mru" | "sru" | "hru", string>> & {
    readonly name: string;
    readonly cu?: string;
    readonly su?: string;
    readonly error?: string;
  })[];
}

describe("draw of a workload", () => {
  for (const { name, error, cu = "", su = "", ...resources } of readTable<UnitsTable>("units.json").cases) {
    it(name, () => {
      const act = () => draw(integers(resources));
      if (error !== undefined) expect(refusal(act).code).to.equal(error);
      else expect(act()).to.deep.equal({ cu: BigInt(cu), su: BigInt(su) });
    });
  }

  it("names the resource that is out of bounds", () => {
    const none = { cru: 0n, mru: 0n, sru: 0n, hru: 0n };
    for (const field of ["cru", "mru", "sru", "hru"]) {
      expect(refusal(() => draw({ ...none, [field]: -1n })).message).to.match(new RegExp(`^${field} is -1,`));
      expect(refusal(() => draw({ ...none, [field]: 2n ** 32n })).message).to.match(
        new RegExp(`^${field} is 4294967296,`),
      );
    }
  });

  property("more of a resource never draws less", (random) => {
    const some = () => random.below(1_000n);
    const less = { cru: some(), mru: some(), sru: some(), hru: some() };
    const more = { cru: less.cru + some(), mru: less.mru + some(), sru: less.sru + some(), hru: less.hru + some() };
    expect(draw(more).cu >= draw(less).cu && draw(more).su >= draw(less).su).to.equal(true);
  });
});

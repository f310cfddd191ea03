import { expect } from "chai";
import { cost, minimumOffer } from "../../src/protocol/cost.ts";
import { integers, readTable } from "./support/cases.ts";
import { property } from "./support/property.ts";
import { refusal } from "./support/refusal.ts";

type Numbers<Field extends string> = Readonly<Record<Field, string>> & { readonly name: string };

interface CostTable {
  readonly cost: readonly (Numbers<"cus" | "sus" | "cuPrice" | "suPrice"> & {
    readonly cuCost?: string;
    readonly suCost?: string;
    readonly error?: string;
  })[];
  readonly minimumOffer: readonly (Numbers<"cuCost" | "suCost" | "minOfferBps"> & {
    readonly cuMinimum?: string;
    readonly suMinimum?: string;
    readonly error?: string;
  })[];
}

const table = readTable<CostTable>("cost.json");

describe("cost", () => {
  describe("at list price", () => {
    for (const { name, error, cuCost = "", suCost = "", ...numbers } of table.cost) {
      it(name, () => {
        const { cus, sus, cuPrice, suPrice } = integers(numbers);
        const act = () => cost({ cu: cus, su: sus }, { cu: cuPrice, su: suPrice });
        if (error !== undefined) expect(refusal(act).code).to.equal(error);
        else expect(act()).to.deep.equal({ cu: BigInt(cuCost), su: BigInt(suCost) });
      });
    }
  });

  describe("the least that an operator may offer", () => {
    for (const { name, error, cuMinimum = "", suMinimum = "", ...numbers } of table.minimumOffer) {
      it(name, () => {
        const { cuCost, suCost, minOfferBps } = integers(numbers);
        const act = () => minimumOffer({ cu: cuCost, su: suCost }, minOfferBps);
        if (error !== undefined) expect(refusal(act).code).to.equal(error);
        else expect(act()).to.deep.equal({ cu: BigInt(cuMinimum), su: BigInt(suMinimum) });
      });
    }
  });

  it("says which unit's amount or price is out of bounds", () => {
    expect(refusal(() => cost({ cu: 0n, su: 2n ** 44n }, { cu: 1n, su: 1n }))).to.include({
      code: "OutOfBounds",
      message: "su amount is 17592186044416, but must be from 0 to 17592186044415.",
    });
    expect(refusal(() => cost({ cu: 1n, su: 1n }, { cu: -1n, su: 1n })).message).to.match(/^cu list price is -1,/);
  });

  property("splitting a purchase never makes it cheaper, and costs a base unit more at most", (random) => {
    const price = random.anySize(2n ** 95n);
    const whole = random.anySize(2n ** 44n);
    const part = random.below(whole + 1n);
    const of = (amount: bigint) => cost({ cu: amount, su: 0n }, { cu: price, su: 0n }).cu;
    const more = of(part) + of(whole - part) - of(whole);
    expect(more === 0n || more === 1n, `${more} more`).to.equal(true);
  });
});

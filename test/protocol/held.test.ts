import { expect } from "chai";
import { heldUntil } from "../../src/protocol/held.ts";
import { integers, readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

type Numbers = Readonly<Record<"creditAt" | "cus" | "sus" | "cuCap" | "suCap" | "upfrontBps", string>>;

interface HeldTable {
  readonly cases: readonly (Numbers & {
    readonly name: string;
    readonly heldUntil?: string;
    readonly error?: string;
  })[];
}

describe("until when capacity is held", () => {
  for (const { name, error, heldUntil: expected = "", ...numbers } of readTable<HeldTable>("held.json").cases) {
    it(name, () => {
      const { creditAt, cus, sus, cuCap, suCap, upfrontBps } = integers(numbers);
      const act = () => heldUntil(creditAt, { cu: cus, su: sus }, { cu: cuCap, su: suCap }, upfrontBps);
      if (error !== undefined) expect(refusal(act).code).to.equal(error);
      else expect(act()).to.equal(BigInt(expected));
    });
  }

  it("is the hour where there is no cap to hold", () => {
    expect(heldUntil(1_000n, { cu: 2n ** 40n, su: 0n }, { cu: 0n, su: 0n }, 10_000n)).to.equal(4_600n);
  });
});

import { expect } from "chai";
import * as bounds from "../../src/protocol/bounds.ts";
import { refusal } from "./support/refusal.ts";

describe("bounds", () => {
  it("are those of the protocol", () => {
    const { below, ...constants } = bounds;
    expect(below).to.be.a("function");
    expect(constants).to.deep.equal({
      MILLI: 1_000n,
      BPS: 10_000n,
      PRICE_BITS: 64n,
      MONTH: 2_592_000n,
      READING_LIFE: 86_400n,
      SHORTEST_HOLD: 3_600n,
      NEVER: 4_294_967_295n,
      RATE_LIMIT: 4_294_967_296n,
      AMOUNT_LIMIT: 17_592_186_044_416n,
      BALANCE_LIMIT: 9_223_372_036_854_775_808n,
      LIST_PRICE_LIMIT: 39_614_081_257_132_168_796_771_975_168n,
      COST_LIMIT: 664_613_997_892_457_936_451_903_530_140_172_288n,
      PRICE_LIMIT: 340_282_366_920_938_463_463_374_607_431_768_211_456n,
      ID_LIMIT: 18_446_744_073_709_551_616n,
    });
  });

  it("are exclusive, begin at 0, and are named when broken", () => {
    expect(bounds.below("x", 0n, 3n)).to.equal(0n);
    expect(bounds.below("x", 2n, 3n)).to.equal(2n);
    for (const value of [3n, -1n]) {
      expect(refusal(() => bounds.below("rate", value, 3n))).to.include({
        name: "ProtocolError",
        code: "OutOfBounds",
        message: `rate is ${value}, but must be from 0 to 2.`,
        remedy:
          "Keep each value within the protocol's bounds; what is too large for one purchase can be split into several.",
      });
    }
  });
});

import { expect } from "chai";
import { AMOUNT_END, MONTH, PRICE_END } from "../bounds.ts";
import { costOf } from "../cost.ts";
import { NONE, total } from "../pair.ts";
import { escrowOf, mixedPrice, worthOf } from "../worth.ts";
import { pair, Stage } from "../scenarios/stage.ts";

describe("What a balance is worth in the model", () => {
  it("is exactly what was paid, and nothing for nothing", () => {
    for (const paid of [1n, 7n, 10n ** 18n + 1n, 2n ** 117n]) {
      for (const balance of [1_000n, 3_000n, 999_999_000n, 2n ** 54n - 1n]) {
        const price = mixedPrice(NONE, NONE, pair(balance, 0n), pair(paid, 0n));
        expect(worthOf(pair(balance, 0n), price)).to.deep.equal(pair(paid, 0n));
        expect(worthOf(NONE, price)).to.deep.equal(NONE);
      }
    }
  });

  it("keeps the price of a unit to which nothing is added", () => {
    expect(mixedPrice(NONE, pair(5n, 6n), pair(1n, 0n), NONE)).to.deep.equal(pair(0n, 6n));
  });

  it("is released by the upfront share, each unit rounded down by itself", () => {
    const price = pair(2n ** 64n, 2n ** 64n);
    expect(escrowOf(pair(3n, 3n), price, 5_000n)).to.equal(4n);
    expect(escrowOf(pair(3n, 3n), price, 10_000n)).to.equal(0n);
    expect(escrowOf(pair(3n, 3n), price, 0n)).to.equal(6n);
  });

  it("costs what the month costs, each unit rounded up by itself", () => {
    expect(costOf(pair(1n, 1n), pair(1n, 1n))).to.deep.equal(pair(1n, 1n));
    expect(costOf(pair(MONTH, 2n * MONTH), pair(7n, 9n))).to.deep.equal(pair(7n, 18n));
    expect(total(costOf(pair(AMOUNT_END - 1n, 0n), pair(PRICE_END - 1n, 0n))) < 2n ** 119n).to.equal(true);
  });
});

describe("A farm's income in the model", () => {
  const CENTS = [{ token: "dollar", price: pair(1_000n, 0n), listed: true }];

  it("comes at every moment: 10.00 a month, settled every 10 minutes", () => {
    const stage = new Stage({ prices: CENTS });
    const id = stage.pool({ amount: pair(MONTH, 0n), price: pair(1_000n, 0n) });
    stage.reads(id, pair(1_000n, 0n));
    for (let elapsed = 600n; elapsed <= MONTH; elapsed += 600n) {
      stage.after(600n);
      stage.reads(id, pair(1_000n, 0n));
      expect(stage.world.credits.get("1/0/dollar") ?? 0n).to.equal((1_000n * elapsed) / MONTH);
    }
  });

  it("is whole although a grain is refilled before each base unit falls due", () => {
    const stage = new Stage({ prices: CENTS });
    const id = stage.pool({ amount: pair(8n * MONTH, 0n), price: pair(8_000n, 0n), cap: pair(8_000n, 0n) });
    stage.reads(id, pair(8_000n, 0n));
    for (let grain = 0; grain < 2_000; grain++) {
      stage.after(323n);
      if (grain % 200 === 0) stage.reads(id, pair(8_000n, 0n));
      stage.does({ do: "refill", by: "ann", poolId: id, amount: pair(1n, 0n), maxCost: pair(1n, 0n), value: 0n });
    }
    const drained = 2_000n * 323n * 8n;
    expect(stage.world.credits.get("1/0/dollar")).to.be.greaterThanOrEqual(Number((drained * 1_000n) / MONTH));
  });
});

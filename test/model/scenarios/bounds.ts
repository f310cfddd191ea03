import { expect } from "chai";
import { AMOUNT_END, BALANCE_END, HOUR, NEVER, PRICE_END, RATE_END } from "../bounds.ts";
import { emptyAt } from "../clock.ts";
import { NONE } from "../pair.ts";
import { clockOf, priceOf } from "../pools/deals.ts";
import { pair, purchase, Stage } from "./stage.ts";

const MOST = AMOUNT_END - 1n;

/** Each number of the rules at its edge: exact, or refused before money moves. */
export const bounds: Readonly<Record<string, () => Stage>> = {
  "a balance is below 2^63"() {
    const stage = new Stage({ prices: [{ token: "dollar", price: pair(1n, 0n), listed: true }] });
    const id = stage.pool({ amount: pair(0n, MOST), price: NONE });
    for (let filled = 1; filled < 524; filled++) stage.refills(id, pair(0n, MOST), "ann");
    const room = (BALANCE_END - 1n) / 1_000n - 524n * MOST;
    const refill = { do: "refill", by: "ann", poolId: id, maxCost: NONE, value: 0n } as const;
    stage.refuses({ ...refill, amount: pair(0n, MOST) }, "BalanceTooHigh");
    stage.refuses({ ...refill, amount: pair(0n, room + 1n) }, "BalanceTooHigh");
    stage.does({ ...refill, amount: pair(0n, room) });
    stage.refuses({ ...refill, amount: pair(0n, 1n) }, "BalanceTooHigh");
    expect(BALANCE_END - stage.balanceOf(id).su <= 1_000n).to.equal(true);
    stage.does({ do: "reserveRefill", by: "ann", poolId: id, amount: pair(1n, 1n) });
    const memo = `p-${stage.lastId}`;
    stage.refuses(
      { do: "pay", by: "ann", memo, token: "dollar", amount: 1n, guard: "any", value: 0n },
      "BalanceTooHigh",
    );
    stage.reads(id, pair(0n, 1_000n));
    stage.after(1_000n).closes(id);
    return stage;
  },

  "the highest list price of the most, by every door"() {
    const price = pair(PRICE_END - 1n, PRICE_END - 1n);
    const prices = (["dollar", "native"] as const).map((token) => ({ token, price, listed: true }));
    const stage = new Stage({ prices, upfront: 3_333n });
    const id = stage.reserves({ amount: pair(MOST, MOST), currencies: ["dollar"], cap: pair(RATE_END - 1n, 1n) });
    stage.does({ do: "accept", by: "olga", id, guard: "same" });
    stage.does({ do: "transferAndCall", by: "ben", token: "dollar", amount: 2n ** 120n, memo: `p-${id}` });
    stage.reads(id, pair(RATE_END - 1n, 1n), 0n);
    stage.after(86_400n).reads(id, pair(1n, 1n), NEVER);
    stage.refills(id, pair(1n, 1n));
    stage.refills(id, pair(MOST, MOST));
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(86_400n).does({ do: "evict", by: "fay", poolId: id, value: 0n });
    stage.does({ do: "withdrawOwed", by: "ann", token: "dollar", to: "ann" });
    stage.does({ do: "withdraw", by: "pia", farm: 1, token: "dollar", tables: [0], to: "pia" });
    return stage;
  },

  "a price per milli-unit-second is below 2^128"() {
    const stage = new Stage();
    const offer = { amount: pair(1n, 0n), cap: pair(1_000n, 0n) };
    const most = 1_000n * 2n ** 64n - 1n;
    stage.refuses(purchase(stage.offer({ ...offer, price: pair(most + 1n, 0n) })), "PriceTooHigh");
    const id = stage.pool({ ...offer, price: pair(most, 0n) });
    const more = { ...offer, poolId: id };
    stage.refuses(purchase(stage.offer({ ...more, price: pair(most + 3n, 0n) })), "PriceTooHigh");
    stage.does(purchase(stage.offer({ ...more, price: pair(most + 1n, 0n) })));
    expect(priceOf(stage.world, id).cu).to.equal(2n ** 128n - 2n ** 64n / 2_000n - 1n);
    expect(stage.closes(id)).to.equal(2n * most + 1n);
    return stage;
  },

  "an amount of an offer is below 2^119"() {
    const stage = new Stage();
    const offer = { amount: pair(MOST, MOST), cap: pair(1n, 1n) };
    stage.refuses(purchase(stage.offer({ ...offer, price: pair(2n ** 119n, 2n ** 63n) })), "PriceTooHigh");
    const id = stage.pool({ ...offer, price: pair(2n ** 117n, 2n ** 117n - 1n) });
    stage.refuses(
      purchase(stage.offer({ ...offer, poolId: id, price: pair(2n ** 119n - 1n, 2n ** 63n) })),
      "PriceTooHigh",
    );
    stage.reads(id, pair(1n, 1n));
    stage.after(777n).closes(id);
    return stage;
  },

  "a horizon that does not fit is never"() {
    const stage = new Stage({ prices: [{ token: "dollar", price: pair(1n, 1n), listed: true }] });
    const id = stage.pool({
      amount: pair(MOST, MOST),
      price: pair(7_000_000n, 7_000_000n),
      cap: pair(RATE_END - 1n, 1n),
    });
    stage.reads(id, pair(0n, 1n));
    expect(emptyAt(clockOf(stage.world, id))).to.equal(NEVER);
    stage.after(1_000n).reads(id, pair(RATE_END - 1n, 1n));
    stage.after(1_000n).does({ do: "cap", by: "ann", poolId: id, cap: pair(RATE_END - 2n, 0n) });
    stage.after(1_000n).closes(id);
    return stage;
  },

  "time ends, and whoever is in can still leave"() {
    const stage = new Stage();
    const draws = stage.pool({ amount: pair(AMOUNT_END - 1n, 0n), price: pair(AMOUNT_END - 1n, 0n) });
    const idle = stage.pool();
    const last = NEVER - 2n - HOUR;
    stage.after(last - stage.now);
    const waits = stage.reserves();
    stage.does({ do: "pay", by: "ben", memo: `p-${waits}`, token: "dollar", amount: 1n, guard: "any", value: 0n });
    stage.after(1n).refuses({ do: "accept", by: "olga", id: waits, guard: "same" }, "TimeIsOver");
    const reserve = { do: "reserve", by: "ann", terms: stage.terms(), tid: 2, epoch: 2n } as const;
    stage.refuses(reserve, "TimeIsOver");
    stage.after(NEVER - 100n - stage.now).reads(draws, pair(1_000n, 0n));
    stage.after(99n).reads(draws, pair(1_000n, 0n));
    expect(stage.earned).to.equal(99n);
    stage.after(1_000_000n).reads(draws, pair(1_000n, 0n));
    stage.closes(draws);
    stage.closes(idle);
    stage.does({ do: "refund", by: "ben", id: waits, token: "dollar", to: "ben" });
    stage.does({ do: "withdraw", by: "pia", farm: 1, token: "dollar", tables: [0], to: "pia" });
    return stage;
  },

  "one milli-unit-second, one second, one base unit"() {
    const stage = new Stage();
    const id = stage.pool({ amount: pair(1n, 0n), price: pair(1n, 0n), upfront: 9_999n });
    stage.reads(id, pair(1n, 0n));
    for (let second = 0; second < 3; second++) stage.after(1n).reads(id, pair(1n, 0n));
    stage.after(1n).reads(id, pair(1_000n, 0n));
    stage.after(1n);
    expect(stage.reads(id, pair(996n, 0n))).to.deep.equal(["Taken"]);
    stage.after(1n);
    expect(stage.reads(id, pair(1n, 0n))).to.deep.equal(["Empty"]);
    expect(stage.earned).to.equal(1n);
    return stage;
  },
};

import { expect } from "chai";
import { HOUR } from "../bounds.ts";
import { clockOf } from "../pools/deals.ts";
import { balanceOf } from "../tokens.ts";
import type { Act, ActOf } from "../act.ts";
import { pair, Stage } from "./stage.ts";

const pay = (id: number, amount: bigint, change: Partial<ActOf<"pay">> = {}): Act => ({
  do: "pay",
  by: "ben",
  memo: `p-${id}`,
  token: "dollar",
  amount,
  guard: "same",
  value: 0n,
  ...change,
});

const accept = (id: number): Act => ({ do: "accept", by: "olga", id, guard: "same" });

/** From a request to a pool. */
export const reservations: Readonly<Record<string, () => Stage>> = {
  "a reservation becomes a pool when it was accepted and paid, and never takes more than is due"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.does(accept(id));
    const before = balanceOf(stage.world, "dollar", "ben");
    stage.does(pay(id, 10n ** 9n));
    expect(balanceOf(stage.world, "dollar", "ben")).to.equal(before - 3_600n);
    expect(stage.world.deals.get(id)).to.deep.include({ state: "Active", token: "dollar", until: 0n });
    expect(clockOf(stage.world, id)).to.deep.include({ balance: pair(3_600_000n, 0n), settledAt: stage.now });
    stage.refuses(pay(id, 1n), "NotPayable");
    return stage;
  },

  "a reservation waits with its money for the farm, and is then credited at once"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.does(pay(id, 3_000n));
    stage.does(pay(id, 600n, { by: "cid" }));
    stage.refuses(pay(id, 1n), "QuoteReached");
    stage.does(accept(id));
    expect(stage.world.deals.get(id)?.state).to.equal("Active");
    stage.refuses({ do: "refund", by: "ben", id, token: "dollar", to: "ben" }, "NotRefundable");
    return stage;
  },

  "a reservation counts what a token that takes a fee brings, and refunds the loser"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.does(accept(id));
    stage.does(pay(id, 1_000n, { token: "taxed" }));
    expect(stage.world.sums.get(`${id}/taxed`)).to.equal(990n);
    stage.does(pay(id, 3_600n));
    stage.does({ do: "refund", by: "ben", id, token: "taxed", to: "ben" });
    stage.refuses({ do: "refund", by: "ben", id, token: "taxed", to: "ben" }, "NothingToRefund");
    return stage;
  },

  "a reservation has its deadlines' own seconds still in time"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.after(HOUR).does(accept(id));
    stage.after(HOUR).does(pay(id, 100n));
    stage.after(1n).refuses(pay(id, 100n), "DeadlinePassed");
    stage.does({ do: "refund", by: "ben", id, token: "dollar", to: "cid" });
    const late = stage.reserves();
    stage.after(HOUR + 1n).refuses(accept(late), "DeadlinePassed");
    return stage;
  },

  "a reservation is for current terms, with caps for what is bought, and a currency that both take"() {
    const stage = new Stage();
    const reserve = (change: Parameters<Stage["terms"]>[0]): Act => ({
      do: "reserve",
      by: "ann",
      terms: stage.terms(change),
      tid: 2,
      epoch: 1n,
    });
    stage.refuses({ ...reserve({}), by: "ben" }, "NotTheThreebotsWallet");
    stage.refuses(reserve({ version: 0 }), "TermsChanged");
    stage.refuses(reserve({ amount: pair(0n, 0n) }), "NothingBought");
    stage.refuses(reserve({ amount: pair(2n ** 44n, 0n) }), "AmountTooHigh");
    stage.refuses(reserve({ cap: pair(0n, 1n) }), "BoughtWithoutCap");
    stage.refuses(reserve({ cap: pair(0n, 0n) }), "NoCap");
    stage.refuses(reserve({ nodes: [2, 1] }), "NodesNotAscending");
    stage.refuses(reserve({ nodes: [3] }), "NodeNotOnOffer");
    stage.refuses(reserve({ currencies: ["gold"] }), "NoCommonCurrency");
    stage.refuses(reserve({ refundTo: "pools" }), "BadDestination");
    stage.does(reserve({ nodes: [1, 2] }));
    stage.refuses(reserve({}), "EpochOutOfStep");
    return stage;
  },

  "a reservation can be cancelled by its threebot's wallet, rejected by the farm, and is then refunded"() {
    const stage = new Stage();
    const [first, second] = [stage.reserves(), stage.reserves()];
    stage.does(pay(first, 5n));
    stage.refuses({ do: "cancel", by: "ben", id: first }, "NotTheThreebotsWallet");
    stage.does({ do: "cancel", by: "ann", id: first });
    stage.does({ do: "refund", by: "ben", id: first, token: "dollar", to: "ben" });
    stage.refuses({ do: "reject", by: "fay", id: second, guard: "same" }, "NotOperator");
    stage.does({ do: "reject", by: "olga", id: second, guard: "same" });
    stage.refuses(pay(second, 5n), "NotPayable");
    return stage;
  },

  "a reservation's payments come back from the second after its deadline on, not before"() {
    const stage = new Stage();
    const id = stage.reserves();
    const refund = { do: "refund", by: "ben", id, token: "dollar", to: "cid" } as const;
    stage.does(pay(id, 10n));
    stage.after(HOUR).refuses(refund, "NotRefundable");
    stage.does(pay(id, 10n));
    stage.does(accept(id));
    stage.after(HOUR).does(pay(id, 10n));
    stage.refuses(refund, "NotRefundable");
    stage.after(1n).refuses({ ...refund, to: "pools" }, "BadDestination");
    stage.does(refund);
    stage.refuses(refund, "NothingToRefund");
    return stage;
  },

  "a reservation's excess goes back, also of a token that takes a fee"() {
    const stage = new Stage();
    const id = stage.reserves({ currencies: ["taxed", "native"] });
    stage.does(accept(id));
    stage.does(pay(id, 1_000n, { token: "native", value: 1_000n }));
    stage.does(pay(id, 3_635n, { token: "taxed" }));
    expect(stage.world.sums.get(`${id}/taxed`)).to.equal(3_598n);
    stage.refuses(pay(id, 1n, { token: "taxed" }), "NothingPaid");
    stage.does(pay(id, 1_000n, { token: "taxed" }));
    expect(stage.world.deals.get(id)).to.deep.include({ state: "Active", token: "taxed" });
    return stage;
  },

  "a reservation's epoch rises, by at most 2^32"() {
    const stage = new Stage();
    const reserve = (epoch: bigint): Act => ({ do: "reserve", by: "ann", terms: stage.terms(), tid: 2, epoch });
    stage.refuses(reserve(2n ** 32n + 1n), "EpochOutOfStep");
    stage.refuses(reserve(0n), "EpochOutOfStep");
    stage.does(reserve(2n ** 32n));
    stage.refuses(reserve(2n ** 32n), "EpochOutOfStep");
    stage.does(reserve(2n ** 33n));
    return stage;
  },

  "a reservation takes only the strict memo"() {
    const stage = new Stage();
    stage.does(accept(stage.reserves()));
    for (const memo of [
      "p-01",
      "P-1",
      "p-1 ",
      " p-1",
      "p-1\n",
      "p-",
      "p",
      "",
      "p-+1",
      "p- 1",
      "p-1x",
      "p-0x1",
      "p-¹",
    ]) {
      stage.refuses(pay(1, 3_600n, { memo }), "BadMemo");
    }
    for (const memo of ["p-0", "p-2", `p-${2n ** 64n}`, `p-${10n ** 30n}`]) {
      stage.refuses(pay(1, 3_600n, { memo }), "NoSuchReservation");
    }
    stage.does(pay(1, 3_600n));
    return stage;
  },
};

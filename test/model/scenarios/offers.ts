import { expect } from "chai";
import { WEEK } from "../bounds.ts";
import type { Act } from "../act.ts";
import { balanceOf } from "../tokens.ts";
import { pair, purchase, Stage } from "./stage.ts";

/** Everything in one transaction. */
export const offers: Readonly<Record<string, () => Stage>> = {
  "an offer is bound by its deadline, customer, nodes, nonce, epoch and signature"() {
    const stage = new Stage();
    const offer = stage.offer({ nonce: 5n });
    stage.refuses(purchase({ ...offer, deadline: stage.now - 1n }), "DeadlinePassed");
    stage.refuses(purchase({ ...offer, tid: 1 }), "OfferOfAnother");
    stage.refuses({ ...purchase(offer), nodes: [1] }, "NodesDiffer");
    stage.refuses(purchase(offer, "ben"), "NotTheThreebotsWallet");
    stage.refuses({ ...purchase(offer), signature: { signer: "olga", by: "mallory" } }, "BadSignature");
    stage.refuses(purchase(offer, "ann", "mallory"), "NotASignerOfTheFarm");
    stage.does(purchase(offer));
    stage.refuses(purchase(offer), "NonceUsed");
    stage.does({ do: "setOperator", by: "fay", farm: 1, operator: "otto" });
    stage.does({ do: "setOperator", by: "fay", farm: 1, operator: "olga" });
    stage.refuses(purchase({ ...offer, nonce: 6n }), "OfferVoid");
    return stage;
  },

  "an offer of the operator keeps the floor of each unit; the owner may sign anything"() {
    const stage = new Stage({ minOffer: 9_000n });
    const offer = stage.offer({ amount: pair(1n, 10n), price: pair(1n, 18n) });
    stage.refuses(purchase({ ...offer, price: pair(10n, 17n) }), "BelowFloor");
    stage.does(purchase({ ...offer, price: pair(0n, 0n), nonce: 1n }, "ann", "fay"));
    stage.does(purchase(offer));
    stage.refuses(purchase(stage.offer({ amount: pair(1n, 0n), price: pair(1n, 1n) })), "PriceOfNothing");
    stage.refuses(purchase(stage.offer({ price: pair(2n ** 119n, 0n) })), "PriceTooHigh");
    stage.refuses(purchase(stage.offer({ amount: pair(1n, 0n), price: pair(2n ** 118n, 0n) })), "PriceTooHigh");
    return stage;
  },

  "an offer of the operator binds the farm no harder than its terms: upfront share and notice"() {
    const stage = new Stage({ upfront: 3_000n, notice: 7n });
    const offer = (upfront: bigint, notice: bigint) => stage.offer({ upfront, notice });
    stage.refuses(purchase(offer(2_999n, 7n)), "HarderThanTerms");
    stage.refuses(purchase(offer(3_000n, 8n)), "HarderThanTerms");
    for (const [upfront, notice] of [
      [10_001n, 7n],
      [3_000n, 0n],
      [3_000n, 366n],
    ] as const) {
      stage.refuses(purchase(offer(upfront, notice), "ann", "fay"), upfront > 10_000n ? "TooManyBps" : "BadNotice");
    }
    stage.does(purchase(offer(0n, 365n), "ann", "fay"));
    stage.does(purchase(offer(3_000n, 7n)));
    stage.does(purchase({ ...offer(0n, 366n), poolId: stage.lastId, cap: pair(0n, 0n) }));
    return stage;
  },

  "an offer of a farm that changed hands is void, and its operator is bound to the list price"() {
    const stage = new Stage({ minOffer: 0n });
    const shares = [{ payee: "mallory", bps: 10_000n }];
    stage.does({ do: "announceShares", by: "fay", farm: 1, shares });
    const old = stage.offer();
    stage.does({ do: "transferFarm", by: "fay", farm: 1, to: "ann" });
    stage.refuses({ do: "acceptFarm", by: "ann", farm: 1, tid: 1, operator: "otto" }, "NotTheThreebotsWallet");
    stage.does({ do: "acceptFarm", by: "ann", farm: 1, tid: 2, operator: "otto" });
    stage.refuses(purchase(old), "OfferVoid");
    stage.refuses(purchase(stage.offer({ price: pair(3_599n, 0n) }), "ann", "otto"), "BelowFloor");
    stage.does(purchase(stage.offer(), "ann", "otto"));
    stage.after(8n * 86_400n).refuses({ do: "applyShares", by: "mallory", farm: 1, shares }, "NotAnnounced");
    return stage;
  },

  "an offer refills by anyone, and raises caps by the owner alone"() {
    const stage = new Stage();
    const id = stage.pool();
    const more = stage.offer({ poolId: id, tid: 2, cap: pair(2_000n, 500n) });
    stage.refuses(purchase(more, "cid"), "RaisedByAnother");
    stage.does(purchase(more));
    expect(stage.world.deals.get(id)?.cap).to.deep.equal(pair(2_000n, 1_000n));
    stage.does(purchase(stage.offer({ poolId: id, tid: 2, cap: pair(0n, 0n) }), "cid"));
    const free = stage.offer({ poolId: id, price: pair(0n, 0n), cap: pair(0n, 0n) });
    stage.refuses(purchase(free, "cid", "fay"), "FreeOnlyByOwner");
    stage.does(purchase(free, "ann", "fay"));
    return stage;
  },

  "an offer in the native coin gives the excess back; a token that takes a fee brings too little"() {
    const stage = new Stage();
    const coin = stage.offer({ token: "native" });
    const before = balanceOf(stage.world, "native", "ann");
    stage.refuses(purchase(coin, "ann", "olga", 3_599n), "ValueTooLow");
    stage.does(purchase(coin, "ann", "olga", 10_000n));
    expect(balanceOf(stage.world, "native", "ann")).to.equal(before - 3_600n);
    stage.refuses(purchase(stage.offer(), "ann", "olga", 1n), "ValueNotWanted");
    stage.refuses(purchase(stage.offer({ token: "taxed" })), "TooLittleCame");
    return stage;
  },
};

const refill = (poolId: number, su: bigint, by = "cid"): Act => ({
  do: "refill",
  by,
  poolId,
  amount: pair(10n, 10n),
  maxCost: pair(10n, su),
  value: 0n,
});

/** More of the same. */
export const refills: Readonly<Record<string, () => Stage>> = {
  "a refill is at the list price of its second, within the payer's limit"() {
    const stage = new Stage();
    const id = stage.pool();
    stage.refuses(refill(id, 19n), "CostTooHigh");
    stage.does(refill(id, 20n));
    const price = pair(0n, 2_592_000n);
    stage.does({
      do: "setTerms",
      by: "fay",
      farm: 1,
      upfront: 0n,
      notice: 1n,
      changes: [{ token: "dollar", price, listed: true }],
    });
    stage.refuses(refill(id, 10n), "FreeOnlyByOwner");
    stage.does(refill(id, 10n, "ann"));
    stage.does({
      do: "setTerms",
      by: "fay",
      farm: 1,
      upfront: 0n,
      notice: 1n,
      changes: [{ token: "dollar", price, listed: false }],
    });
    stage.refuses(refill(id, 10n, "ann"), "NotListed");
    return stage;
  },

  "a refill by memo needs no consent, and is refused while the pool is under notice"() {
    const stage = new Stage();
    const id = stage.pool();
    stage.does({ do: "reserveRefill", by: "cid", poolId: id, amount: pair(10n, 10n) });
    const memo = stage.lastId;
    const pay: Act = { do: "pay", by: "cid", memo: `p-${memo}`, token: "dollar", amount: 99n, guard: "any", value: 0n };
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.refuses(pay, "UnderNotice");
    stage.refuses(refill(id, 20n), "UnderNotice");
    stage.does({ do: "withdrawEviction", by: "fay", poolId: id });
    stage.does(pay);
    expect(stage.world.deals.get(memo)?.state).to.equal("Refilled");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(86_400n + WEEK).refuses(refill(id, 20n), "UnderNotice");
    stage.after(1n).does(refill(id, 20n));
    return stage;
  },
};

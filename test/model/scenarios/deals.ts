import { expect } from "chai";
import { DAY, WEEK } from "../bounds.ts";
import type { Act, ActOf } from "../act.ts";
import { NONE } from "../pair.ts";
import { pair, purchase, Stage } from "./stage.ts";

const pay = (id: number, amount: bigint, change: Partial<ActOf<"pay">> = {}): Act => ({
  do: "pay",
  by: "ben",
  memo: `p-${id}`,
  token: "dollar",
  amount,
  guard: "any",
  value: 0n,
  ...change,
});

const TERMS = { do: "setTerms", by: "fay", farm: 1, upfront: 5_000n, notice: 2n, changes: [] } as const;

/** Against payments, terms and income. */
export const deals: Readonly<Record<string, () => Stage>> = {
  "an upfront share of all: no refill in another token, an eviction brings all that is unconsumed"() {
    const stage = new Stage({ upfront: 10_000n });
    const id = stage.pool({ upfront: 10_000n });
    stage.reads(id, pair(1n, 0n));
    const other = stage.offer({ poolId: id, token: "ether18", cap: NONE });
    stage.refuses(purchase(other), "OfferOfAnotherPool");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY).does({ do: "evict", by: "fay", poolId: id, value: 0n });
    expect(stage.world.owed.get("dollar/ann")).to.equal(3_600n - 86n);
    return stage;
  },

  "a notice of a year ago is void"() {
    const stage = new Stage();
    const id = stage.pool();
    const evict = { do: "evict", by: "fay", poolId: id, value: 0n } as const;
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY + WEEK + 1n).refuses(evict, "NotEvictableNow");
    stage.after(365n * DAY).refuses(evict, "NotEvictableNow");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY).does(evict);
    return stage;
  },

  "three payers, two currencies: one wins, the others have theirs back"() {
    const stage = new Stage();
    const id = stage.reserves({ currencies: ["dollar", "ether18", "taxed"] });
    stage.does(pay(id, 1n, { token: "ether18", by: "mallory" }));
    stage.does(pay(id, 1_000n));
    stage.does({ do: "accept", by: "olga", id, guard: "same" });
    stage.does(pay(id, 3_599n, { token: "ether18", by: "cid", guard: "same" }));
    stage.refuses({ do: "refund", by: "mallory", id, token: "ether18", to: "mallory" }, "NotRefundable");
    stage.does({ do: "refund", by: "ben", id, token: "dollar", to: "cid" });
    stage.refuses(pay(id, 2_600n), "NotPayable");
    return stage;
  },

  "what was reached while the farm was silent comes back when its hour is over"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.does(pay(id, 3_600n));
    stage.after(3_601n).refuses({ do: "accept", by: "olga", id, guard: "same" }, "DeadlinePassed");
    stage.refuses({ do: "reject", by: "olga", id, guard: "same" }, "DeadlinePassed");
    stage.refuses({ do: "refund", by: "mallory", id, token: "dollar", to: "ben" }, "NothingToRefund");
    stage.does({ do: "refund", by: "ben", id, token: "dollar", to: "cid" });
    stage.does({ do: "cancel", by: "ann", id });
    return stage;
  },

  "terms changed underway: the new are not agreed, what was agreed stays"() {
    const stage = new Stage();
    const id = stage.reserves();
    const old = stage.terms();
    const changes = [{ token: "dollar", price: pair(1n, 1n), listed: false }];
    stage.does({ ...TERMS, changes });
    stage.refuses({ do: "reserve", by: "ann", terms: old, tid: 2, epoch: 9n }, "TermsChanged");
    stage.does({ do: "accept", by: "olga", id, guard: "same" });
    stage.does(pay(id, 3_600n));
    expect(stage.world.deals.get(id)).to.deep.include({ upfront: 0n, notice: 1n, state: "Active" });
    stage.refuses(
      { do: "refill", by: "ann", poolId: id, amount: pair(1n, 0n), maxCost: pair(99n, 0n), value: 0n },
      "NotListed",
    );
    return stage;
  },

  "a refill by memo at a price that was since taken off the list"() {
    const stage = new Stage();
    const id = stage.pool();
    stage.does({ do: "reserveRefill", by: "mallory", poolId: id, amount: pair(5n, 5n) });
    stage.does({ ...TERMS, changes: [{ token: "dollar", price: NONE, listed: false }] });
    stage.does(pay(stage.lastId, 10n));
    stage.does(pay(stage.lastId, 10n));
    expect(stage.balanceOf(id)).to.deep.equal(pair(3_605_000n, 5_000n));
    return stage;
  },

  "a signed lower cap works once, and never raises"() {
    const stage = new Stage();
    const id = stage.pool();
    const lower = { do: "capBySignature", by: "mallory", poolId: id, signedBy: "ann" } as const;
    stage.does({ ...lower, cap: pair(500n, 500n), nonce: 1n, deadline: stage.now });
    stage.refuses({ ...lower, cap: pair(500n, 500n), nonce: 1n, deadline: stage.now }, "NonceUsed");
    stage.refuses({ ...lower, cap: pair(501n, 500n), nonce: 2n, deadline: stage.now }, "CapRaised");
    stage.refuses({ ...lower, cap: NONE, nonce: 2n, deadline: stage.now, signedBy: "ben" }, "NotPoolOwner");
    stage.does({ do: "cancelNonces", by: "ann", word: 0n, mask: 4n });
    stage.refuses({ ...lower, cap: NONE, nonce: 2n, deadline: stage.now }, "NonceUsed");
    stage.after(1n).refuses({ ...lower, cap: NONE, nonce: 3n, deadline: stage.now - 1n }, "DeadlinePassed");
    return stage;
  },

  "a memo that means another's terms"() {
    const stage = new Stage();
    const id = stage.reserves();
    stage.refuses(pay(id, 1n, { guard: "other" }), "TermsDiffer");
    stage.refuses({ do: "accept", by: "olga", id, guard: "other" }, "TermsDiffer");
    stage.does(pay(id, 1n, { guard: "same" }));
    return stage;
  },

  "an operator's offer cannot put the price on one unit and give the other away"() {
    const stage = new Stage({ minOffer: 5_000n });
    const amount = pair(101n, 101n);
    const offer = (cu: bigint, su: bigint): Act => purchase(stage.offer({ amount, price: pair(cu, su) }));
    stage.refuses(offer(10_000n, 0n), "BelowFloor");
    stage.refuses(offer(50n, 101n), "BelowFloor");
    stage.does(offer(51n, 101n));
    return stage;
  },

  "two payees, half each, at each base unit; then another table"() {
    const payees = ["pia", "pat"].map((payee) => ({ payee, bps: 5_000n }));
    const stage = new Stage({ shares: payees });
    const id = stage.pool();
    stage.reads(id, pair(1_000n, 0n));
    for (let second = 0; second < 6; second++) {
      stage.after(1n).reads(id, pair(1_000n, 0n));
      for (const by of ["pia", "pat"]) {
        const withdraw = { do: "withdraw", by, farm: 1, token: "dollar", tables: [0], to: by } as const;
        if (second % 2 === 1) stage.does(withdraw);
        else stage.refuses(withdraw, "NothingToWithdraw");
      }
    }
    const shares = [{ payee: "fay", bps: 10_000n }];
    stage.does({ do: "announceShares", by: "fay", farm: 1, shares: payees });
    stage.after(DAY).does({ do: "announceShares", by: "fay", farm: 1, shares });
    stage.after(WEEK - 1n).refuses({ do: "applyShares", by: "ben", farm: 1, shares }, "TooEarly");
    stage.after(1n).does({ do: "applyShares", by: "ben", farm: 1, shares });
    stage.closes(id);
    stage.does({ do: "withdraw", by: "fay", farm: 1, token: "dollar", tables: [1], to: "fay" });
    expect(stage.world.withdrawn.get("1/0/dollar/pia")).to.equal(3n);
    return stage;
  },
};

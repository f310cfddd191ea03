import { expect } from "chai";
import type { Act } from "../act.ts";
import { DAY, WEEK } from "../bounds.ts";
import { NO_CLOCK } from "../clock.ts";
import { clockOf } from "../pools/deals.ts";
import { balanceOf } from "../tokens.ts";
import { pair, Stage } from "./stage.ts";

/** How a pool ends, or changes hands. */
export const leaving: Readonly<Record<string, () => Stage>> = {
  "leaving by closing returns the escrow of what is unconsumed"() {
    const stage = new Stage();
    const id = stage.pool({ upfront: 5_000n });
    stage.reads(id, pair(1_000n, 0n));
    stage.after(600n);
    const before = balanceOf(stage.world, "dollar", "cid");
    stage.refuses({ do: "close", by: "fay", poolId: id, to: "fay" }, "NotPoolOwner");
    stage.refuses({ do: "close", by: "ann", poolId: id, to: "nobody" }, "BadDestination");
    stage.does({ do: "close", by: "ann", poolId: id, to: "cid" });
    expect(balanceOf(stage.world, "dollar", "cid") - before).to.equal(1_500n);
    expect(stage.world.credits.get("1/0/dollar")).to.equal(2_100n);
    expect(clockOf(stage.world, id)).to.deep.equal(NO_CLOCK);
    stage.refuses({ do: "close", by: "ann", poolId: id, to: "cid" }, "NotActive");
    return stage;
  },

  "leaving by eviction needs the notice, lapses, and leaves the owner all that is unconsumed"() {
    const stage = new Stage();
    const id = stage.pool({ upfront: 5_000n });
    const evict = { do: "evict", by: "fay", poolId: id, value: 0n } as const;
    stage.refuses(evict, "NotEvictableNow");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.refuses({ do: "announceEviction", by: "fay", poolId: id }, "UnderNotice");
    stage.after(DAY - 1n).refuses(evict, "NotEvictableNow");
    stage.after(1n + WEEK + 1n).refuses(evict, "NotEvictableNow");
    stage.refuses({ do: "withdrawEviction", by: "fay", poolId: id }, "NotUnderNotice");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY + WEEK);
    const before = balanceOf(stage.world, "dollar", "fay");
    stage.does(evict);
    expect(before - balanceOf(stage.world, "dollar", "fay")).to.equal(1_800n);
    stage.does({ do: "withdrawOwed", by: "ann", token: "dollar", to: "ben" });
    stage.refuses({ do: "withdrawOwed", by: "ann", token: "dollar", to: "ben" }, "NothingToWithdraw");
    return stage;
  },

  "leaving by eviction is possible from the notice's last second to the week's, both included"() {
    const stage = new Stage({ upfront: 3_333n });
    const [first, last] = [stage.pool({ upfront: 3_333n }), stage.pool({ upfront: 3_333n })];
    for (const poolId of [first, last]) stage.does({ do: "announceEviction", by: "fay", poolId });
    const evict = (poolId: number): Act => ({ do: "evict", by: "fay", poolId, value: 0n });
    stage.after(DAY - 1n).refuses(evict(first), "NotEvictableNow");
    stage.after(1n).does(evict(first));
    stage.after(WEEK).does(evict(last));
    return stage;
  },

  "leaving by eviction lapses a second after its week"() {
    const stage = new Stage();
    const id = stage.pool();
    const refill = {
      do: "refill",
      by: "ann",
      poolId: id,
      amount: pair(1n, 0n),
      maxCost: pair(1n, 0n),
      value: 0n,
    } as const;
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY + WEEK).refuses(refill, "UnderNotice");
    stage.refuses({ do: "announceEviction", by: "fay", poolId: id }, "UnderNotice");
    stage.does({ do: "withdrawEviction", by: "fay", poolId: id });
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    stage.after(DAY + WEEK + 1n).does(refill);
    stage.refuses({ do: "withdrawEviction", by: "fay", poolId: id }, "NotUnderNotice");
    stage.does({ do: "announceEviction", by: "fay", poolId: id });
    return stage;
  },

  "leaving by giving the pool away is void when its giver no longer owns the threebot"() {
    const stage = new Stage();
    const id = stage.pool();
    stage.does({ do: "offerPool", by: "ann", poolId: id, tid: 1 });
    stage.refuses({ do: "acceptPool", by: "ben", poolId: id }, "NotTheThreebotsWallet");
    stage.does({ do: "transferTid", by: "ann", tid: 2, to: "ben" });
    stage.does({ do: "acceptTid", by: "ben", tid: 2 });
    stage.refuses({ do: "acceptPool", by: "fay", poolId: id }, "OfferedByAnother");
    stage.does({ do: "offerPool", by: "ben", poolId: id, tid: 1 });
    stage.does({ do: "acceptPool", by: "fay", poolId: id });
    expect(stage.world.deals.get(id)?.tid).to.equal(1);
    return stage;
  },
};

const withdraw = (by: string, tables = [0]) =>
  ({ do: "withdraw", by, farm: 1, token: "dollar", tables, to: by }) as const;

/** What the payees have of it. */
export const income: Readonly<Record<string, () => Stage>> = {
  "income goes to the payees of the table in force when it was released, to the last base unit"() {
    const halves = [
      { payee: "pia", bps: 5_000n },
      { payee: "pat", bps: 5_000n },
    ];
    const stage = new Stage({ shares: halves });
    const id = stage.pool();
    stage.reads(id, pair(1_000n, 0n));
    for (let second = 1; second <= 10; second++) {
      stage.after(1n);
      stage.reads(id, pair(1_000n, 0n));
      if (second % 2 === 0) stage.does(withdraw("pia"));
      else stage.refuses(withdraw("pia"), "NothingToWithdraw");
    }
    const shares = [{ payee: "fay", bps: 10_000n }];
    stage.does({ do: "announceShares", by: "fay", farm: 1, shares });
    stage.after(WEEK - 1n).refuses({ do: "applyShares", by: "ben", farm: 1, shares }, "TooEarly");
    stage.after(1n).does({ do: "applyShares", by: "ben", farm: 1, shares });
    stage.does(withdraw("pat"));
    stage.does({ do: "close", by: "ann", poolId: id, to: "ann" });
    stage.refuses(withdraw("fay", [0, 1]), "NotPayee");
    stage.does(withdraw("fay", [1]));
    expect(stage.world.credits).to.deep.equal(
      new Map([
        ["1/0/dollar", 10n],
        ["1/1/dollar", 3_590n],
      ]),
    );
    return stage;
  },

  "income knows at most 16 payees, each once, with shares that are a whole"() {
    const stage = new Stage();
    const announce = (...bps: bigint[]) =>
      ({
        do: "announceShares",
        by: "fay",
        farm: 1,
        shares: bps.map((part, at) => ({ payee: `payee ${at}`, bps: part })),
      }) as const;
    stage.refuses(announce(...Array.from({ length: 17 }, () => 1n)), "TooManyPayees");
    stage.refuses(announce(5_000n, 4_999n), "SharesAreNotAWhole");
    stage.refuses(announce(10_000n, 0n), "EmptyShare");
    stage.does(announce(...Array.from({ length: 16 }, () => 625n)));
    stage.does(announce());
    expect(stage.world.announced.size).to.equal(0);
    return stage;
  },
};

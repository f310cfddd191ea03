import { expect } from "chai";
import type { Act } from "../act.ts";
import { BEGINNING } from "../acts.ts";
import { emptyWorld } from "../acts/cast.ts";
import type { Chapter } from "../acts/story.ts";
import { apply, type Outcome } from "../apply.ts";
import { onClock } from "../bounds.ts";
import { LAWS, LAWS_OF_FUTURES, obey } from "../invariants/laws.ts";
import { NOBODY } from "../names.ts";
import type { Pair } from "../pair.ts";
import { clockOf, historyOf } from "../pools/deals.ts";
import type { Offer } from "../pools/offer.ts";
import type { Terms } from "../pools/reserve.ts";
import type { FarmSetup } from "../registry/farms.ts";
import type { World } from "../world.ts";

export const pair = (cu: bigint, su: bigint): Pair => ({ cu, su });

/** A CU-month for 2,592,000 and an SU-month for 5,184,000: a base unit for a CU-second, two for an SU-second. */
const PRICE = pair(2_592_000n, 5_184_000n);

/** A world with a farm of fay's (operator olga, payee pia, nodes 1 and 2), and threebots 1 of fay's and 2 of ann's. */
export class Stage {
  world: World = emptyWorld();
  now = BEGINNING;
  /** All that was tried, to be played again elsewhere. */
  readonly chapters: Chapter[] = [];

  constructor(setup: Partial<FarmSetup> = {}) {
    this.does({ do: "register", by: "fay" });
    this.does({ do: "register", by: "ann" });
    const prices = [...this.world.kinds.keys()].map((token) => ({ token, price: PRICE, listed: true }));
    this.does({
      do: "createFarm",
      by: "fay",
      setup: {
        tid: 1,
        operator: "olga",
        upfront: 0n,
        notice: 1n,
        minOffer: 10_000n,
        prices,
        shares: [{ payee: "pia", bps: 10_000n }],
        ...setup,
      },
    });
    this.does({ do: "addNode", by: "fay", farm: 1 });
    this.does({ do: "addNode", by: "fay", farm: 1 });
  }

  after(seconds: bigint): this {
    this.now += seconds;
    return this;
  }

  /** The act is done, and every law holds. */
  does(act: Act): unknown {
    const outcome = this.#tries(act);
    if (!outcome.ok) throw new Error(`${act.do} by ${act.by}: ${outcome.error}`);
    obey([...LAWS, ...LAWS_OF_FUTURES], { before: this.world, after: outcome.world, act, now: this.now });
    this.world = outcome.world;
    return outcome.answer;
  }

  refuses(act: Act, error: string): void {
    const outcome = this.#tries(act);
    expect(outcome.ok ? "done" : outcome.error, act.do).to.equal(error);
  }

  #tries(act: Act): Outcome {
    const outcome = apply(this.world, act, this.now);
    this.chapters.push({ act, now: this.now, before: this.world, outcome });
    return outcome;
  }

  /** @returns the id of what was reserved or bought last */
  get lastId(): number {
    return this.world.deals.size;
  }

  terms(change: Partial<Terms> = {}): Terms {
    return {
      farm: 1,
      version: this.world.farms.get(1)?.version ?? 0,
      amount: pair(3_600n, 0n),
      nodes: [],
      currencies: ["dollar", "taxed"],
      cap: pair(1_000n, 1_000n),
      refundTo: NOBODY,
      ...change,
    };
  }

  /** Ann's reservation. */
  reserves(change: Partial<Terms> = {}): number {
    const epoch = (this.world.epochs.get(2) ?? 0n) + 1n;
    this.does({ do: "reserve", by: "ann", terms: this.terms(change), tid: 2, epoch });
    return this.lastId;
  }

  offer(change: Partial<Offer> = {}): Offer {
    return {
      farm: 1,
      tid: 0,
      poolId: 0,
      amount: pair(3_600n, 0n),
      nodes: [],
      cap: pair(1_000n, 1_000n),
      token: "dollar",
      price: pair(3_600n, 0n),
      upfront: 0n,
      notice: 1n,
      nonce: BigInt(this.world.nonces.size),
      signerEpoch: this.world.farms.get(1)?.signerEpoch ?? 0,
      deadline: this.now,
      ...change,
    };
  }

  /** A pool of ann's, by an offer of the operator's. */
  pool(change: Partial<Offer> = {}): number {
    this.does(purchase(this.offer(change)));
    return this.lastId;
  }

  balanceOf(poolId: number): Pair {
    return clockOf(this.world, poolId).balance;
  }

  /** What the farm earned in dollars under its first share table. */
  get earned(): bigint {
    return this.world.credits.get("1/0/dollar") ?? 0n;
  }

  refills(poolId: number, amount: Pair, by = "mallory"): void {
    this.does({ do: "refill", by, poolId, amount, maxCost: pair(2n ** 120n, 2n ** 120n), value: 0n });
  }

  closes(poolId: number): bigint {
    this.does({ do: "close", by: "ann", poolId, to: "ann" });
    return historyOf(this.world, poolId).returned;
  }

  reads(poolId: number, rate: Pair, since: bigint = onClock(this.now)): unknown {
    return this.does({ do: "report", by: "olga", farm: 1, readings: [{ poolId, rate, since }] });
  }
}

export function purchase(offer: Offer, by = "ann", signer = "olga", value = 0n): Extract<Act, { do: "buy" }> {
  return { do: "buy", by, offer, tid: 2, nodes: offer.nodes, signature: { signer, by: signer }, value };
}

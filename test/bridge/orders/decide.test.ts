import { expect } from "chai";
import { isOrderDue } from "../../../src/bridge/orders/decide.ts";
import type { PoolRow, StandingOrderRow } from "../../../src/bridge/db/tables.ts";

const NOW = 1_800_000_000n;
const order = (changes: Partial<StandingOrderRow> = {}): StandingOrderRow =>
  ({
    ...{ maker: "0xaa", cus: 10n, sus: 0n, when_seconds_left: 100n, min_interval: 600n },
    ...{ max_total: 50n, spent: 49n, last_run: 0n, until: NOW, ...changes },
  }) as StandingOrderRow;
/** 100 seconds of CU, and much SU. */
const pool = (changes: Partial<PoolRow> = {}): PoolRow =>
  ({
    ...{ state: "active", evictable_from: 0n, cu_cap: 1000n, su_cap: 1000n, cu: 100_000n, su: 10n ** 12n },
    ...{ cu_rate: 1000n, su_rate: 1000n, settled_at: NOW, last_reading: NOW, is_empty: false, ...changes },
  }) as PoolRow;

describe("A standing order is due (section 4, recurring)", () => {
  const isDue = (changes: Partial<StandingOrderRow> = {}, others: Partial<PoolRow> = {}, owner = "0xaa"): boolean =>
    isOrderDue(order(changes), pool(others), owner, NOW);

  it("when what it buys lasts no longer than it says", () => {
    expect(isDue()).to.equal(true);
    expect(isDue({}, { cu: 100_999n })).to.equal(true);
    expect(isDue({}, { cu: 101_000n })).to.equal(false);
    expect(isDue({ cus: 0n, sus: 10n })).to.equal(false);
  });
  it("to the last second of its life, once in its interval, as long as something is left to spend", () => {
    expect(isDue({ until: NOW - 1n })).to.equal(false);
    expect(isDue({ last_run: NOW - 600n })).to.equal(true);
    expect(isDue({ last_run: NOW - 599n })).to.equal(false);
    expect(isDue({ spent: 50n })).to.equal(false);
  });
  it("never of an idle pool, and of an empty one as if it drew its caps", () => {
    expect(isDue({}, { cu_rate: 0n, su_rate: 0n, cu: 0n })).to.equal(false);
    expect(isDue({}, { is_empty: true, cu_rate: 0n, su_rate: 0n, cu: 0n })).to.equal(true);
    expect(isDue({}, { is_empty: true, cu_rate: 0n, su_rate: 0n, cu: 101_000n })).to.equal(false);
  });
  it("not once its maker sold the threebot, nor under an eviction notice, nor when the pool is over", () => {
    expect(isDue({}, {}, "0xbb")).to.equal(false);
    expect(isDue({}, { evictable_from: NOW + 1n })).to.equal(false);
    expect(isDue({}, { state: "closed" })).to.equal(false);
  });
});

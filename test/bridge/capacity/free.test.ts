import { expect } from "chai";
import { capacityOf, type Claim, whyNotPromised } from "../../../src/bridge/capacity/free.ts";
import type { PoolState } from "../../../src/bridge/db/tables.ts";

const NOW = 1_800_000_000n;
/** 16 CU, 10 SU. */
const node = { cru: 32n, mru: 64n, sru: 1000n, hru: 6000n, retired: false, is_valid: true };
const claim = (
  state: PoolState,
  cap: bigint,
  { until = NOW, cu = 0n, su = 0n }: { until?: bigint; cu?: bigint; su?: bigint } = {},
): Claim => ({
  pool: {
    ...{ state, cu_cap: cap, su_cap: cap, deadline: until, held_until: until },
    ...{ cu: cap * 7200n, su: cap * 7200n, settled_at: NOW, upfront_bps: 10_000n },
  },
  drawn: { cu, su },
});
const of = (...claims: Claim[]) => capacityOf([node], claims, [], NOW);

describe("Capacity (section 4)", () => {
  it("is what nodes have by the formula, those in use", () => {
    const nodes = [node, node, { ...node, retired: true }, { ...node, is_valid: false }];
    expect(capacityOf(nodes, [], [], NOW).total).to.deep.equal({ cu: 32_000n, su: 20_000n });
    expect(capacityOf([node], [], [], NOW, 15_000n).total).to.deep.equal({ cu: 24_000n, su: 15_000n });
  });

  it("a pool holds its caps to the last second of its hold, and then what it draws", () => {
    expect(of(claim("active", 4000n, { cu: 100n })).held).to.deep.equal({ cu: 4000n, su: 4000n });
    expect(of(claim("active", 4000n, { until: NOW - 1n, cu: 100n })).held).to.deep.equal({ cu: 100n, su: 0n });
  });

  it("but no longer than what it has left pays for: raised caps are not held for years (attack 21)", () => {
    const raised = claim("active", 4000n, { until: NOW + 10n ** 9n });
    const held = (changes: object, now: bigint) =>
      capacityOf([node], [{ ...raised, pool: { ...raised.pool, ...changes } }], [], now).held.cu;
    expect(held({}, NOW + 7200n)).to.equal(4000n);
    expect(held({}, NOW + 7201n)).to.equal(0n);
    expect(held({ cu: 1n }, NOW + 3600n)).to.equal(4000n);
    expect(held({ cu: 1n }, NOW + 3601n)).to.equal(0n);
    expect(held({ upfront_bps: 5_000n }, NOW + 3601n)).to.equal(0n);
  });

  it("what runs is held whatever the state: a closed pool's workloads until they are gone", () => {
    expect(of(claim("closed", 4000n, { cu: 700n, su: 5n })).held).to.deep.equal({ cu: 700n, su: 5n });
  });

  it("an acceptance holds the caps to the last second of its deadline", () => {
    expect(of(claim("payable", 1000n)).unpaid).to.deep.equal({ cu: 1000n, su: 1000n });
    expect(of(claim("payable", 1000n, { until: NOW - 1n })).unpaid).to.deep.equal({ cu: 0n, su: 0n });
    expect(of(claim("requested", 1000n)).unpaid).to.deep.equal({ cu: 0n, su: 0n });
  });

  it("so does an open offer", () => {
    const offer = { cu_cap: 500n, su_cap: 0n, deadline: NOW };
    expect(capacityOf([node], [], [offer, { ...offer, deadline: NOW - 1n }], NOW).unpaid).to.deep.equal({
      cu: 500n,
      su: 0n,
    });
  });

  it("is never less than nothing", () => {
    expect(of(claim("active", 99_000n)).free).to.deep.equal({ cu: 0n, su: 0n });
  });

  describe("is promised to who has not paid", () => {
    it("where it is free", () => {
      expect(whyNotPromised(of(), { cu: 3200n, su: 2000n })).to.equal(undefined);
      expect(whyNotPromised(of(claim("active", 9000n)), { cu: 0n, su: 1001n })).to.contain("1000 of 1001 mSU are free");
    });

    it("at most a fifth of what is free, all together", () => {
      expect(whyNotPromised(of(), { cu: 3201n, su: 0n })).to.contain("not paid");
      const one = of(claim("payable", 1999n));
      expect(whyNotPromised(one, { cu: 0n, su: 1n })).to.equal(undefined);
      expect(whyNotPromised(one, { cu: 0n, su: 2n })).to.equal(
        "too much is promised and not paid: of 2000 mSU at once 1999 are taken",
      );
    });

    it("never more than there is, however many ask one after the other", () => {
      const claims: Claim[] = [];
      for (let asked = 0; asked < 1000; asked++) {
        if (whyNotPromised(of(...claims), { cu: 37n, su: 11n }) === undefined) {
          claims.push({ ...claim("payable", 37n), pool: { ...claim("payable", 37n).pool, su_cap: 11n } });
        }
      }
      expect(claims.length).to.equal(86);
      expect(of(...claims).unpaid.cu <= 3200n).to.equal(true);
    });
  });
});

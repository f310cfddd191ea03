import { expect } from "chai";
import type { PoolRow } from "../../../src/bridge/db/tables.ts";
import { dueReading, type Drawn, type DueReading } from "../../../src/bridge/reports/decide.ts";

const NOW = 1_800_000_000n;
const DAY = 86_400n;

/** A pool with 1,000 s of 1 CU and 1 SU, read an hour ago. */
const pool = (changes: Partial<PoolRow> = {}): PoolRow =>
  ({
    pool_id: 5n,
    state: "active",
    cu: 1_000_000n,
    su: 1_000_000n,
    cu_rate: 100n,
    su_rate: 100n,
    settled_at: NOW,
    last_reading: NOW - 3600n,
    is_empty: false,
    ...changes,
  }) as PoolRow;
const drawn = (cu: bigint, su: bigint, ago = 0n): Drawn => {
  const at = NOW - ago;
  return { cu, su, risen_at: at, fallen_at: at, since: at };
};
const cause = (reading: DueReading | undefined): string | undefined => reading?.cause;

describe("When a pool's draw is reported (section 5, ledger)", () => {
  it("nothing changed, a reading of today: no", () => {
    expect(dueReading(pool(), drawn(100n, 100n, 5000n), NOW)).to.equal(undefined);
  });

  it("a rise in either unit: after three seconds, in which others may join", () => {
    for (const rise of [drawn(101n, 100n), drawn(100n, 101n), drawn(200n, 0n)]) {
      expect(cause(dueReading(pool(), rise, NOW + 2n))).to.equal(undefined);
      expect(dueReading(pool(), rise, NOW + 3n)).to.deep.equal({
        poolId: 5n,
        cuRate: rise.cu,
        suRate: rise.su,
        since: NOW,
        cause: "rise",
      });
    }
  });

  it("a fall: after ten minutes, from when it fell", () => {
    const fall = drawn(99n, 0n);
    expect(dueReading(pool(), fall, NOW + 599n)).to.equal(undefined);
    expect(dueReading(pool(), fall, NOW + 600n)).to.deep.include({
      cause: "fall",
      since: NOW,
      cuRate: 99n,
      suRate: 0n,
    });
  });

  it("a pool that draws is read again four hours before its reading ends", () => {
    const last = { last_reading: NOW - (DAY - 4n * 3600n), cu: 10n ** 15n, su: 10n ** 15n };
    expect(dueReading(pool(last), drawn(100n, 100n, DAY), NOW - 1n)).to.equal(undefined);
    expect(cause(dueReading(pool(last), drawn(100n, 100n, DAY), NOW))).to.equal("heartbeat");
    expect(dueReading(pool({ ...last, cu_rate: 0n, su_rate: 0n }), drawn(0n, 0n, DAY), NOW)).to.equal(undefined);
  });

  it("one that ran dry on chain is settled, at once", () => {
    const dry = pool({ cu: 1000n, settled_at: NOW - 10n });
    expect(dueReading(dry, drawn(100n, 100n, 100n), NOW - 1n)).to.equal(undefined);
    expect(cause(dueReading(dry, drawn(100n, 100n, 100n), NOW))).to.equal("dry");
    expect(cause(dueReading(dry, drawn(0n, 0n, 100n), NOW))).to.equal("dry");
  });

  it("one that stopped for want of a reading did not run dry", () => {
    const unread = pool({
      last_reading: NOW - DAY - 10n,
      settled_at: NOW - DAY - 10n,
      cu: 100n * (DAY + 5n),
      su: 10n ** 15n,
    });
    expect(cause(dueReading(unread, drawn(100n, 100n, DAY), NOW))).to.equal("heartbeat");
  });

  it("one that is marked empty is not reported until it could pay a second of what runs", () => {
    const empty = pool({ is_empty: true, cu_rate: 0n, su_rate: 0n, cu: 99n, su: 10_000n, settled_at: NOW - 500n });
    expect(dueReading(empty, drawn(100n, 0n, 500n), NOW)).to.equal(undefined);
    expect(cause(dueReading({ ...empty, cu: 100n }, drawn(100n, 0n, 500n), NOW))).to.equal("rise");
    expect(dueReading({ ...empty, cu: 100n }, drawn(0n, 0n, 500n), NOW)).to.equal(undefined);
  });

  it("one that is no longer active: never", () => {
    for (const state of ["closed", "evicted", "payable"] as const) {
      expect(dueReading(pool({ state }), drawn(500n, 500n, 500n), NOW)).to.equal(undefined);
    }
  });
});

import { MILLI } from "../../../protocol/bounds.ts";
import { type Hex, NO_ADDRESS, NO_HASH } from "../../../protocol/hex.ts";
import { unpackClock } from "../../../protocol/words.ts";
import type { PoolRow } from "../../db/tables.ts";
import type { Book } from "./book.ts";
import type { Rules, Struct } from "./rules.ts";

/** The farm's reservations and pools. */
export const poolRules: Rules = {
  Reserved: (
    book,
    { block },
    [pool_id, farmId, tid, terms, terms_hash, deadline, epoch, signature]: [
      bigint,
      bigint,
      bigint,
      Struct,
      Hex,
      bigint,
      bigint,
      Hex,
    ],
  ) => {
    const farm = book.farms.get(farmId);
    if (farm === undefined) return;
    const [, terms_version, cus, sus, node_ids, currencies, cu_cap, su_cap, refund_to, signing_request_hash] =
      terms as [bigint, bigint, bigint, bigint, bigint[], string[], bigint, bigint, string, Hex];
    book.pools.put({
      ...BLANK,
      pool_id,
      state: "requested",
      tid,
      tid_since: block,
      cus,
      sus,
      terms_version,
      // The version that the terms name is the one that stands.
      upfront_bps: farm.upfront_bps,
      cu_cap,
      su_cap,
      node_ids,
      currencies: currencies.map((currency) => currency.toLowerCase()),
      refund_to: refund_to.toLowerCase(),
      signing_request_hash,
      terms_hash,
      epoch,
      signature,
      deadline,
      requested_in: block,
    });
  },
  Accepted: (book, _event, [id, deadline]: [bigint, bigint]) => {
    change(book, id, { state: "payable", deadline });
  },
  Rejected: (book, { block }, [id]: [bigint]) => {
    change(book, id, { state: "rejected", ended_in: block });
  },
  Cancelled: (book, { block }, [id]: [bigint]) => {
    change(book, id, { state: "cancelled", ended_in: block });
  },

  Opened: (
    book,
    { block },
    [pool_id, farmId, tid, signer, nonce, terms_version, upfront_bps, , cu_cap, su_cap, node_ids]: [
      bigint,
      bigint,
      bigint,
      string,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint[],
    ],
  ) => {
    if (farmId !== book.farmId) return;
    book.nonces.put({ signer: signer.toLowerCase(), nonce });
    const caps = { cu_cap, su_cap };
    book.pools.put({ ...BLANK, pool_id, tid, tid_since: block, terms_version, upfront_bps, ...caps, node_ids });
  },
  OfferTaken: (book, _event, [poolId, signer, nonce]: [bigint, string, bigint]) => {
    if (book.pools.get(poolId) !== undefined) book.nonces.put({ signer, nonce });
  },
  // A pool opens idle, at its block's second.
  Credited: (
    book,
    { block, second },
    [poolId, token, , , cus, sus, , , , held_until]: [
      bigint,
      string,
      string,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ],
  ) => {
    const units = { cus, sus, cu: cus * MILLI, su: sus * MILLI, settled_at: second };
    change(book, poolId, { state: "active", deadline: 0n, token, held_until, opened_in: block, ...units });
  },

  Refilled: (book, _event, [poolId, , , , , , , , , clock]: bigint[]) => {
    change(book, poolId ?? 0n, clockOf(clock));
  },
  Settled: (book, _event, [poolId, clock]: bigint[]) => {
    change(book, poolId ?? 0n, clockOf(clock));
  },
  ReadingTaken: (book, _event, [poolId, clock]: bigint[]) => {
    change(book, poolId ?? 0n, clockOf(clock));
  },
  CapsChanged: (book, _event, [poolId, , , cu_cap, su_cap]: [bigint, bigint, bigint, bigint, bigint]) => {
    change(book, poolId, { cu_cap, su_cap });
  },

  Closed: (book, { block }, [poolId]: [bigint]) => {
    end(book, poolId, "closed", block);
  },
  Evicted: (book, { block }, [poolId]: [bigint]) => {
    end(book, poolId, "evicted", block);
  },
  EvictionAnnounced: (book, _event, [poolId, evictable_from]: [bigint, bigint]) => {
    change(book, poolId, { evictable_from });
  },
  EvictionWithdrawn: (book, _event, [poolId]: [bigint]) => {
    change(book, poolId, { evictable_from: 0n });
  },
  PoolTransferred: (book, { block }, [poolId, , tid]: [bigint, bigint, bigint]) => {
    change(book, poolId, { tid, tid_since: block });
  },
};

/** What is told later, or never applies. */
const BLANK: PoolRow = {
  pool_id: 0n,
  state: "active",
  tid: 0n,
  cus: 0n,
  sus: 0n,
  terms_version: 0n,
  upfront_bps: 0n,
  cu_cap: 0n,
  su_cap: 0n,
  node_ids: [],
  currencies: [],
  refund_to: NO_ADDRESS,
  signing_request_hash: NO_HASH,
  terms_hash: NO_HASH,
  epoch: 0n,
  signature: "0x",
  deadline: 0n,
  held_until: 0n,
  token: NO_ADDRESS,
  cu: 0n,
  su: 0n,
  cu_rate: 0n,
  su_rate: 0n,
  settled_at: 0n,
  last_reading: 0n,
  is_empty: false,
  evictable_from: 0n,
  requested_in: 0n,
  opened_in: 0n,
  ended_in: 0n,
  tid_since: 0n,
};

/** Of another farm's pool there is no row. */
function change(book: Book, poolId: bigint, changes: Partial<PoolRow>): void {
  const pool = book.pools.get(poolId);
  if (pool !== undefined) book.pools.put({ ...pool, ...changes });
}

function end(book: Book, poolId: bigint, state: "closed" | "evicted", block: bigint): void {
  change(book, poolId, { state, ended_in: block, cu: 0n, su: 0n, cu_rate: 0n, su_rate: 0n, is_empty: false });
}

function clockOf(word = 0n): Partial<PoolRow> {
  const { cu, su, cuRate, suRate, settledAt, lastReading, empty } = unpackClock(word);
  return {
    cu,
    su,
    cu_rate: cuRate,
    su_rate: suRate,
    settled_at: settledAt,
    last_reading: lastReading,
    is_empty: empty,
  };
}

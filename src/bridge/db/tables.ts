import type { Generated, Selectable } from "kysely";
import type { Hex } from "../../protocol/hex.ts";

// Every whole number is a bigint here: the chain's do not fit in a double. Hashes, keys and addresses are text, as the
// chain writes them; what is signed is bytes.

/**
 * A block that the mirror stands on (the newest), or one of those before it that a reorg may still take away. The last
 * ids that the contracts had given by then rise by one each: an event that is left out shows.
 */
export interface BlockRow {
  number: bigint;
  hash: Hex;
  parent_hash: Hex;
  timestamp: bigint;
  last_tid: bigint;
  last_node: bigint;
  last_pool: bigint;
}

/** What a row was before a block changed it, so that a reorg can be undone. Written by a trigger. */
export interface JournalRow {
  seq: Generated<bigint>;
  block: bigint;
  relation: string;
  key: unknown;
  before: unknown;
}

export interface ThreebotRow {
  tid: bigint;
  owner: string;
  /** The block since which this wallet has it. */
  owner_since: bigint;
}

/** A key counts from its block on, until the next. One whose proof is bad is kept, and is worth nothing. */
export interface ThreebotKeyRow {
  tid: bigint;
  since_block: bigint;
  since_log: bigint;
  key: Hex;
  is_valid: boolean;
}

export interface FarmRow {
  farm_id: bigint;
  owner: string;
  operator: string;
  tid: bigint;
  signer_epoch: bigint;
  version: bigint;
  upfront_bps: bigint;
  notice_days: bigint;
  min_offer_bps: bigint;
  name: string;
  endpoint: string;
}

/** The farm's price in a token now; the slot is 0 once it is off the list. */
export interface PriceRow {
  token: string;
  token_index: bigint;
  slot: bigint;
  cu_price: bigint;
  su_price: bigint;
}

export interface NodeRow {
  node_id: bigint;
  key: Hex;
  is_valid: boolean;
  contributor_tid: bigint;
  cru: bigint;
  mru: bigint;
  sru: bigint;
  hru: bigint;
  country: string;
  city: string;
  ipv4s: bigint[];
  retired: boolean;
  /** As the farm last reported it on chain. */
  is_down: boolean;
}

export type PoolState = "requested" | "payable" | "rejected" | "cancelled" | "active" | "closed" | "evicted";

/** A reservation of the farm's, which becomes the pool of the same number. */
export interface PoolRow {
  pool_id: bigint;
  state: PoolState;
  tid: bigint;
  cus: bigint;
  sus: bigint;
  terms_version: bigint;
  upfront_bps: bigint;
  cu_cap: bigint;
  su_cap: bigint;
  /** None = all the farm's nodes. */
  node_ids: bigint[];
  currencies: string[];
  refund_to: string;
  signing_request_hash: Hex;
  terms_hash: Hex;
  epoch: bigint;
  signature: Hex;
  /** To answer, then to pay. */
  deadline: bigint;
  held_until: bigint;
  token: string;
  cu: bigint;
  su: bigint;
  cu_rate: bigint;
  su_rate: bigint;
  settled_at: bigint;
  last_reading: bigint;
  is_empty: boolean;
  evictable_from: bigint;
  /** Blocks: whether a step is confirmed follows from them. 0 = not yet. */
  requested_in: bigint;
  opened_in: bigint;
  ended_in: bigint;
  /** The block since which this threebot has it. */
  tid_since: bigint;
}

export interface StandingOrderRow {
  pool_id: bigint;
  maker: string;
  cus: bigint;
  sus: bigint;
  max_cu_cost: bigint;
  max_su_cost: bigint;
  when_seconds_left: bigint;
  min_interval: bigint;
  max_total: bigint;
  until: bigint;
  spent: bigint;
  last_run: bigint;
}

/** Offers of the farm's that were taken on chain: what they held is held by their pools now. */
export interface NonceRow {
  signer: string;
  nonce: bigint;
}

/** What comes next for a reservation. */
export type NextAction = "sign" | "pay" | "deploy" | "delete" | "invalid" | "deleted";

export interface ReservationRow {
  id: bigint;
  json: Buffer;
  json_sha256: Hex;
  pool_id: bigint;
  customer_tid: bigint;
  customer_signature: Buffer;
  next_action: NextAction;
  /** Why it waits, is invalid or was deleted; empty where there is nothing to say. */
  reason: string;
  created_at: bigint;
  /** Until when its provision quorum must be complete. */
  expires_unsigned: bigint;
  /** 0 = with its pool. */
  expires: bigint;
  /** The block in which the provision quorum was complete: the keys of that block count. */
  quorum_block: bigint | null;
  quorum_hash: Hex | null;
  quorum_at: bigint | null;
  /** The same for the delete quorum. */
  delete_block: bigint | null;
  delete_hash: Hex | null;
  farmer_signature: Buffer | null;
  farmer_epoch: bigint | null;
  changed_at: bigint;
}

export interface SignatureRow {
  reservation_id: bigint;
  action: "provision" | "delete";
  tid: bigint;
  /** The one that it was checked with. It counts while this is the threebot's key. */
  key: Hex;
  signature: Buffer;
  epoch: bigint;
  signed_at: bigint;
}

/**
 * silent: nothing is heard of its node. dry: its pool is. cap: its pool's caps leave no room. unreported: the chain did not
 * hear of it in time. But for the first its node is told to suspend it. ended: its grace was over, and its node is told to
 * delete it; nothing brings it back.
 */
export type Halt = "silent" | "dry" | "cap" | "unreported" | "ended";

export interface WorkloadRow {
  reservation_id: bigint;
  workload_id: bigint;
  pool_id: bigint;
  node_id: bigint;
  category: string;
  /** What it draws while it is drawing. */
  cu: bigint;
  su: bigint;
  cru: bigint;
  mru: bigint;
  sru: bigint;
  hru: bigint;
  is_drawing: boolean;
  /** Since when, if it does. */
  drawing_since: bigint;
  /** Why it draws nothing although nobody deleted it; empty while it draws, and when it is over. */
  halt: Halt | "";
  halted_at: bigint;
  /** Of the node's last result that was taken, with its bytes and the node's signature. */
  result_state: bigint | null;
  result: Buffer | null;
  result_signature: Buffer | null;
  result_at: bigint | null;
}

/** The sum of what draws from a pool. Its lock is the pool's: one act at a time. */
export interface PoolDrawRow {
  pool_id: bigint;
  cu: bigint;
  su: bigint;
  /** Since when it draws more, or less, than the chain knew then; null = it does not. */
  risen_at: bigint | null;
  fallen_at: bigint | null;
  /** Seconds of the last warning that it will run dry; null while there was none. */
  warned_at_left: bigint | null;
}

/** The sum of what is taken of a node. */
export interface NodeLoadRow {
  node_id: bigint;
  cru: bigint;
  mru: bigint;
  sru: bigint;
  hru: bigint;
}

/** Each change of a pool's draw, for ever. */
export interface LedgerEntryRow {
  seq: Generated<bigint>;
  pool_id: bigint;
  reservation_id: bigint;
  workload_id: bigint;
  cu: bigint;
  su: bigint;
  cause: string;
  at: bigint;
}

export type Errand = "provision" | "delete" | "suspend" | "resume";

/** What a node is still to be told, in order. */
export interface OutboxTable {
  seq: Generated<bigint>;
  node_id: bigint;
  kind: Errand;
  reservation_id: bigint;
  workload_id: bigint;
  created_at: bigint;
  attempts: Generated<bigint>;
  next_try_at: bigint;
  is_parked: Generated<boolean>;
  trouble: Generated<string>;
}

export type OutboxRow = Selectable<OutboxTable>;

/** A node that has told where it is. */
export interface NodePresenceRow {
  node_id: bigint;
  url: string;
  seen_at: bigint;
}

/** The operator's transaction that is under way, with the hashes of all its replacements. */
export interface TransactionRow {
  nonce: bigint;
  purpose: string;
  to_address: Hex;
  data: Hex;
  gas: bigint;
  max_fee: bigint;
  priority_fee: bigint;
  hashes: Hex[];
  first_sent_at: bigint;
  last_sent_at: bigint;
  /** The mirror's block then. */
  sent_at_block: bigint;
}

/** A signed request that was seen: it does nothing a second time. */
export interface HttpNonceRow {
  /** As the signature names it: threebot:5, node:7. */
  signer: string;
  nonce: string;
  seen_at: bigint;
}

/** Something that happened to a pool, for those who listen. */
export interface NoticeTable {
  seq: Generated<bigint>;
  /** Who reads in the order of `seq` waits for those that began before: numbers are given before they are seen. */
  transaction: Generated<string>;
  pool_id: bigint;
  kind: string;
  data: unknown;
  at: bigint;
}

/** One row: the last notice that the webhook has taken. */
export interface WebhookTable {
  only_one: Generated<boolean>;
  told: bigint;
}

/** Caps that were promised and are not on chain yet: an acceptance that was sent, an offer that was signed. */
export interface PromiseTable {
  seq: Generated<bigint>;
  /** Of an acceptance. */
  pool_id: bigint | null;
  /** Of an offer: for whom, who signed, and its nonce. */
  tid: bigint | null;
  signer: string | null;
  nonce: bigint | null;
  cu_cap: bigint;
  su_cap: bigint;
  deadline: bigint;
}

/** A good signature over the terms of a reservation of capacity, with the signing request that it was handed in with. */
export interface TermsSignatureRow {
  pool_id: bigint;
  tid: bigint;
  key: Hex;
  signature: Buffer;
  signing_request: Buffer;
  signed_at: bigint;
}

/** One row: since when reports do not reach the chain, and why. */
export interface ReportingTable {
  only_one: Generated<boolean>;
  failing_since: bigint | null;
  trouble: string;
}

export interface Tables {
  chain_block: BlockRow;
  chain_journal: JournalRow;
  threebot: ThreebotRow;
  threebot_key: ThreebotKeyRow;
  farm: FarmRow;
  price: PriceRow;
  node: NodeRow;
  pool: PoolRow;
  standing_order: StandingOrderRow;
  nonce: NonceRow;
  reservation: ReservationRow;
  signature: SignatureRow;
  workload: WorkloadRow;
  pool_draw: PoolDrawRow;
  node_load: NodeLoadRow;
  ledger_entry: LedgerEntryRow;
  outbox: OutboxTable;
  http_nonce: HttpNonceRow;
  chain_transaction: TransactionRow;
  node_presence: NodePresenceRow;
  notice: NoticeTable;
  webhook: WebhookTable;
  promise: PromiseTable;
  reporting: ReportingTable;
  terms_signature: TermsSignatureRow;
}

import { AMOUNT_LIMIT, below, RATE_LIMIT } from "./bounds.ts";
import { type Hex, lowerHex } from "./hex.ts";
import type { Terms } from "./terms.ts";

/** Where and by whom terms are signed. The epoch rises with each of a threebot's reservations, so none is replayed. */
export interface TermsContext {
  readonly chainId: bigint;
  readonly contract: Hex;
  readonly customerTid: bigint;
  readonly epoch: bigint;
}

/** The terms as the document whose canonical JSON is signed for action 1. */
export interface TermsDocument {
  readonly chain_id: number;
  readonly contract: Hex;
  readonly customer_tid: number;
  readonly epoch: number;
  readonly farm_id: number;
  readonly terms_version: number;
  readonly cus: number;
  readonly sus: number;
  readonly node_ids: readonly number[];
  readonly currencies: readonly Hex[];
  readonly cu_cap: number;
  readonly su_cap: number;
  readonly refund_to: Hex;
  readonly signing_request_hash: Hex;
}

const UINT32_LIMIT = 2n ** 32n;
const TID_LIMIT = 2n ** 40n;
/** A document's numbers must survive JSON. The contract's epoch is wider; beyond this there is nothing to sign. */
const JSON_LIMIT = 2n ** 53n;

export function termsDocument(terms: Terms, context: TermsContext): TermsDocument {
  return {
    chain_id: number("chain_id", context.chainId, JSON_LIMIT),
    contract: lowerHex("contract", context.contract, 20),
    customer_tid: number("customer_tid", context.customerTid, TID_LIMIT),
    epoch: number("epoch", context.epoch, JSON_LIMIT),
    farm_id: number("farm_id", terms.farmId, UINT32_LIMIT),
    terms_version: number("terms_version", terms.termsVersion, UINT32_LIMIT),
    cus: number("cus", terms.cus, AMOUNT_LIMIT),
    sus: number("sus", terms.sus, AMOUNT_LIMIT),
    node_ids: terms.nodeIds.map((id) => number("node_ids", id, UINT32_LIMIT)),
    currencies: terms.currencies.map((currency) => lowerHex("currencies", currency, 20)),
    cu_cap: number("cu_cap", terms.cuCap, RATE_LIMIT),
    su_cap: number("su_cap", terms.suCap, RATE_LIMIT),
    refund_to: lowerHex("refund_to", terms.refundTo, 20),
    signing_request_hash: lowerHex("signing_request_hash", terms.signingRequestHash, 32),
  };
}

function number(field: string, value: bigint, limit: bigint): number {
  return Number(below(field, value, limit));
}

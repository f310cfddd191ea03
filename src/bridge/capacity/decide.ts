import { canonicalJson } from "../../protocol/canonicalJson.ts";
import type { TypedDataDomain } from "../../protocol/evm.ts";
import { bytesOf } from "../../protocol/evm.ts";
import { faultWith } from "../../protocol/faultWith.ts";
import { type Hex, NO_HASH } from "../../protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../protocol/message.ts";
import type { Quorum } from "../../protocol/quorum.ts";
import { termsDocument } from "../../protocol/termsDocument.ts";
import type { NodeRow, PoolRow } from "../db/tables.ts";
import type { Presence } from "../presence.ts";
import { type Capacity, whyNotFree, whyTooMuchUnpaid } from "./free.ts";

/** What the farm knows of a request. */
export interface RequestFacts {
  readonly domain: TypedDataDomain;
  readonly farmId: bigint;
  readonly now: bigint;
  /** Is the request as deep in the chain as the farm asks? */
  readonly isConfirmed: boolean;
  /** The customer's key at the mirror's block. */
  readonly customerKey: Hex | undefined;
  /** Undefined while the request's signing request was not handed in. */
  readonly quorum: Quorum | undefined;
  readonly nodes: ReadonlyMap<bigint, NodeRow>;
  readonly presenceOf: (nodeId: bigint) => Presence;
  readonly capacity: Capacity;
}

export type Answer =
  | { readonly kind: "accept" }
  | { readonly kind: "reject"; readonly reason: string }
  /** Something may still come: signatures, confirmations. */
  | { readonly kind: "wait"; readonly reason: string }
  /** It lapses by itself: an answer would cost the farm gas, and nobody honest waits for it. */
  | { readonly kind: "ignore"; readonly reason: string };

/**
 * How the farm answers a reservation of capacity:
 *
 * 1. its hour is over: it lapses
 * 2. the customer did not sign the terms: it lapses
 * 3. it is not confirmed yet: wait
 * 4. it asks for a quorum over the terms that is not complete: wait, to the end of its hour
 * 5. one of its nodes is down or not in use: reject; it is not known whether it is up: wait
 * 6. what is free does not suffice: reject
 * 7. others hold too much that they have not paid for: wait, it passes
 * 8. else: accept
 */
export function answerRequest(pool: PoolRow, facts: RequestFacts): Answer {
  if (pool.state !== "requested" || facts.now > pool.deadline) return { kind: "ignore", reason: "it is over" };
  const fault = customerFault(pool, facts);
  if (fault !== undefined) return { kind: "ignore", reason: `the customer's signature: ${fault}` };
  if (!facts.isConfirmed) return { kind: "wait", reason: "it is not confirmed yet" };
  if (pool.signing_request_hash !== NO_HASH && facts.quorum?.reached !== true) {
    return { kind: "wait", reason: "the quorum over its terms is not complete" };
  }
  const wrong = wrongNode(pool, facts);
  if (wrong !== undefined) return { kind: "reject", reason: wrong };
  if (pool.node_ids.some((id) => facts.presenceOf(id) === "unknown")) {
    return { kind: "wait", reason: "nothing was heard of its nodes yet" };
  }
  const caps = { cu: pool.cu_cap, su: pool.su_cap };
  const lacking = whyNotFree(facts.capacity, caps);
  if (lacking !== undefined) return { kind: "reject", reason: lacking };
  const crowded = whyTooMuchUnpaid(facts.capacity, caps);
  return crowded === undefined ? { kind: "accept" } : { kind: "wait", reason: crowded };
}

function customerFault(pool: PoolRow, { domain, farmId, customerKey }: RequestFacts): string | undefined {
  return faultWith(customerKey, termsMessage(pool, domain, farmId), bytesOf(pool.signature));
}

/** What the customer signs (action 1), and the signers of his signing request with their own tids. */
export function termsMessage(
  pool: PoolRow,
  domain: TypedDataDomain,
  farmId: bigint,
  tid: bigint = pool.tid,
): Uint8Array {
  const terms = {
    farmId,
    termsVersion: pool.terms_version,
    cus: pool.cus,
    sus: pool.sus,
    nodeIds: pool.node_ids,
    currencies: pool.currencies as Hex[],
    cuCap: pool.cu_cap,
    suCap: pool.su_cap,
    refundTo: pool.refund_to as Hex,
    signingRequestHash: pool.signing_request_hash,
  };
  const context = {
    chainId: domain.chainId,
    contract: domain.verifyingContract,
    customerTid: pool.tid,
    epoch: pool.epoch,
  };
  const json = new TextEncoder().encode(canonicalJson(termsDocument(terms, context)));
  return signedMessage(domain, actionOver(json, { action: ACTION.capacity, subject: farmId, tid, epoch: pool.epoch }));
}

/** An empty list is all nodes: one that is down then is no reason. */
function wrongNode({ node_ids }: PoolRow, { nodes, presenceOf }: RequestFacts): string | undefined {
  for (const id of node_ids) {
    const node = nodes.get(id);
    if (node === undefined || node.retired || !node.is_valid) return `node ${id} is not in use`;
    if (presenceOf(id) === "silent") return `node ${id} is down`;
  }
  return undefined;
}

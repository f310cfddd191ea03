import { encodeFor, keccak256, type StructFields } from "./evm.ts";
import type { Hex } from "./hex.ts";

/** The fields of the contract's struct, in its order. */
const TERMS_FIELDS: StructFields = [
  "uint32 farmId",
  "uint32 termsVersion",
  "uint64 cus",
  "uint64 sus",
  "uint32[] nodeIds",
  "address[] currencies",
  "uint32 cuCap",
  "uint32 suCap",
  "address refundTo",
  "bytes32 signingRequestHash",
];

/** What a customer asks of a farm when he reserves a new pool. */
export interface Terms {
  readonly farmId: bigint;
  /** The farm's current one: terms that changed underway make `reserve` revert. */
  readonly termsVersion: bigint;
  /** CU-seconds */
  readonly cus: bigint;
  /** SU-seconds */
  readonly sus: bigint;
  /** Strictly ascending, at most 64, empty = all nodes of the farm. */
  readonly nodeIds: readonly bigint[];
  /** What the customer is willing to pay in; address 0 is the native coin. */
  readonly currencies: readonly Hex[];
  /** milli-CU: the most that the pool may ever draw */
  readonly cuCap: bigint;
  /** milli-SU */
  readonly suCap: bigint;
  /** Who gets what a deposit address received and could not be credited; 0 = the pool's owner. */
  readonly refundTo: Hex;
  /** 0 = none, else the farm accepts only when that quorum has signed the terms. */
  readonly signingRequestHash: Hex;
}

/**
 * `keccak256(abi.encode(tid, terms))`, as the contract computes it. It names the customer too: after a reorg the same id
 * and the same package could be somebody else's.
 */
export function termsHash(tid: bigint, terms: Terms): Hex {
  return keccak256(encodeFor(tid, TERMS_FIELDS, terms));
}

const REFILL_FIELDS: StructFields = [
  "uint64 poolId",
  "uint64 cus",
  "uint64 sus",
  "uint32 termsVersion",
  "address refundTo",
];

/** What a refill by memo asks for; its hash takes the place of the terms' hash. */
export interface RefillTerms {
  readonly poolId: bigint;
  readonly cus: bigint;
  readonly sus: bigint;
  readonly termsVersion: bigint;
  readonly refundTo: Hex;
}

export function refillTermsHash(tid: bigint, terms: RefillTerms): Hex {
  return keccak256(encodeFor(tid, REFILL_FIELDS, terms));
}

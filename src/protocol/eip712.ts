import { below } from "./bounds.ts";
import { keccak256, type StructFields, type TypedDataDomain, typedDataDigest } from "./evm.ts";
import type { Hex } from "./hex.ts";

export const OFFER_FIELDS: StructFields = [
  "uint32 farmId",
  "uint40 customerTid",
  "uint64 poolId",
  "uint64 cus",
  "uint64 sus",
  "bytes32 nodeIdsHash",
  "uint32 cuCap",
  "uint32 suCap",
  "address token",
  "uint128 cuAmount",
  "uint128 suAmount",
  "uint16 upfrontBps",
  "uint16 noticeDays",
  "uint256 nonce",
  "uint32 signerEpoch",
  "uint32 deadline",
];

/** A farm's signed offer. Taken in one transaction it reserves, accepts, pays and credits. */
export interface Offer {
  readonly farmId: bigint;
  /** 0 = whoever takes it */
  readonly customerTid: bigint;
  /** 0 = a new pool, else a refill of that pool */
  readonly poolId: bigint;
  readonly cus: bigint;
  readonly sus: bigint;
  readonly nodeIdsHash: Hex;
  readonly cuCap: bigint;
  readonly suCap: bigint;
  readonly token: Hex;
  /** What the CU part costs, in token base units. */
  readonly cuAmount: bigint;
  readonly suAmount: bigint;
  readonly upfrontBps: bigint;
  readonly noticeDays: bigint;
  readonly nonce: bigint;
  /** The farm's: a change of owner or operator voids the offer. */
  readonly signerEpoch: bigint;
  readonly deadline: bigint;
}

export const CAP_FIELDS: StructFields = [
  "uint64 poolId",
  "uint32 cuCap",
  "uint32 suCap",
  "uint256 nonce",
  "uint32 deadline",
];

/** A pool owner's signed lower cap. */
export interface Cap {
  readonly poolId: bigint;
  readonly cuCap: bigint;
  readonly suCap: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

const SIGNED_ACTION_FIELDS: StructFields = [
  "uint8 action",
  "uint256 subject",
  "bytes32 dataSha256",
  "uint64 tid",
  "uint64 epoch",
];

/** What an ed25519 key signs, in the shape in which a contract could check it. */
export interface SignedAction {
  readonly action: bigint;
  readonly subject: bigint;
  readonly dataSha256: Hex;
  readonly tid: bigint;
  readonly epoch: bigint;
}

/** One domain for everything signed: the chain and the one contract that holds the money. */
export function granaryDomain(chainId: bigint, pools: Hex): TypedDataDomain {
  return { name: "Granary", version: "1", chainId, verifyingContract: pools };
}

export function offerDigest(domain: TypedDataDomain, offer: Offer): Hex {
  return typedDataDigest(domain, "Offer", OFFER_FIELDS, offer);
}

export function capDigest(domain: TypedDataDomain, cap: Cap): Hex {
  return typedDataDigest(domain, "Cap", CAP_FIELDS, cap);
}

export function signedActionDigest(domain: TypedDataDomain, action: SignedAction): Hex {
  return typedDataDigest(domain, "SignedAction", SIGNED_ACTION_FIELDS, action);
}

/** The nodes of an offer: the hash of their ids, each in a word of 32 bytes, as EIP-712 hashes an array. */
export function nodeIdsHash(nodeIds: readonly bigint[]): Hex {
  return keccak256(`0x${nodeIds.map(word).join("")}`);
}

function word(nodeId: bigint): string {
  const id = below("node id", nodeId, 2n ** 32n);
  return id.toString(16).padStart(64, "0");
}

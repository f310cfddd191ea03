import { type SignedAction, signedActionDigest } from "./eip712.ts";
import { bytesOf, sha256, type TypedDataDomain } from "./evm.ts";

/** What an ed25519 signature is for. The number stands in the signed bytes. */
export const ACTION = {
  /** the customer and the signers of his signing request, over the terms of a new pool */
  capacity: 1n,
  /** a listed signer, over a workload reservation */
  provision: 2n,
  /** a listed signer, over the same reservation */
  delete: 3n,
  /** the farmer's threebot, before a workload is sent */
  farmer: 4n,
  /** a node, over a workload's result */
  result: 5n,
  /** a node, over its own key */
  node: 6n,
  /** a threebot, over its own key and its wallet */
  key: 7n,
} as const;

/** Begins like no JSON document and no HTTP signature base, the two other things that these keys sign. */
export const MESSAGE_PREFIX = "GRANARY-ED-v1";

const DIGEST_BYTES = 32;
const HEAD = [...new TextEncoder().encode(MESSAGE_PREFIX), 0];

/** 47: with an ed25519 signature's 64 bytes and the padding one SHA-512 block, so that a contract can afford to check it. */
export const MESSAGE_BYTES = HEAD.length + 1 + DIGEST_BYTES;

/** The 47 bytes `"GRANARY-ED-v1" ‖ 0x00 ‖ action ‖ EIP-712 digest` that an ed25519 key signs. */
export function signedMessage(domain: TypedDataDomain, action: SignedAction): Uint8Array {
  const digest = bytesOf(signedActionDigest(domain, action));
  return Uint8Array.from([...HEAD, Number(action.action), ...digest]);
}

/** The struct for an action over `data`. */
export function actionOver(data: Uint8Array, action: Omit<SignedAction, "dataSha256">): SignedAction {
  return { ...action, dataSha256: sha256(data) };
}

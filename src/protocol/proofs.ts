import { bytesOf, type TypedDataDomain } from "./evm.ts";
import { faultWith } from "./faultWith.ts";
import type { Hex } from "./hex.ts";
import { ACTION, actionOver, signedMessage } from "./message.ts";

/** What a threebot's key signs to prove that its holder gave it to this wallet's threebot. */
export function keyProofMessage(domain: TypedDataDomain, key: Hex, wallet: Hex): Uint8Array {
  const data = bytesOf(`${key}${wallet.slice(2)}`);
  return signedMessage(domain, actionOver(data, { action: ACTION.key, subject: 0n, tid: 0n, epoch: 0n }));
}

/** What a node's key signs to prove that its holder gave it to this farm. */
export function nodeProofMessage(domain: TypedDataDomain, key: Hex, farmId: bigint): Uint8Array {
  return signedMessage(domain, actionOver(bytesOf(key), { action: ACTION.node, subject: farmId, tid: 0n, epoch: 0n }));
}

/** Is this a key, and the proof its own signature? The chain cannot tell, and keeps whatever it is given. */
export function isProven(key: Hex, message: Uint8Array, proof: Hex): boolean {
  return faultWith(key, message, bytesOf(proof)) === undefined;
}

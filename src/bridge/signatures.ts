import { faultOfSignature, PublicKey } from "../protocol/ed25519.ts";
import { bytesOf } from "../protocol/evm.ts";
import type { Hex } from "../protocol/hex.ts";

/** @returns why a signature does not count, or undefined */
export function faultWith(key: Hex | undefined, message: Uint8Array, signature: Uint8Array): string | undefined {
  if (key === undefined) return "NoProvenKey";
  const checked = PublicKey.check(bytesOf(key));
  return typeof checked === "string" ? checked : faultOfSignature(checked, message, signature);
}

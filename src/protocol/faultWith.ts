import { checkedKey } from "./checkedKey.ts";
import { faultOfSignature, type KeyFault, type SignatureFault } from "./ed25519.ts";
import type { Hex } from "./hex.ts";

/**
 * The verdict on a signature by the key that a threebot or node has on chain.
 *
 * @param key undefined where it has none that is proven
 * @returns why the signature does not count, or undefined
 */
export function faultWith(
  key: Hex | undefined,
  message: Uint8Array,
  signature: Uint8Array,
): KeyFault | SignatureFault | "NoProvenKey" | undefined {
  if (key === undefined) return "NoProvenKey";
  const checked = checkedKey(key);
  return typeof checked === "string" ? checked : faultOfSignature(checked, message, signature);
}

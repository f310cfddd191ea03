import { type KeyFault, PublicKey } from "./ed25519.ts";
import { bytesOf } from "./evm.ts";
import type { Hex } from "./hex.ts";

/** As many as are remembered. Whoever brings new keys makes others be checked again, and no more. */
const MOST_KEYS = 10_000;
const checked = new Map<Hex, PublicKey | KeyFault>();

/** A key that a threebot or node has on chain, checked once: that costs as much as many verifications. */
export function checkedKey(key: Hex): PublicKey | KeyFault {
  const known = checked.get(key);
  if (known !== undefined) return known;
  const verdict = PublicKey.check(bytesOf(key));
  const [oldest] = checked.keys();
  if (checked.size >= MOST_KEYS && oldest !== undefined) checked.delete(oldest);
  checked.set(key, verdict);
  return verdict;
}

import { bytesOf, keccak256 } from "../../protocol/evm.ts";
import type { Hex } from "../../protocol/hex.ts";

/**
 * Could a log of this address, or with this topic, be in the block? No is certain; yes may be chance. So an endpoint
 * that leaves logs out is noticed.
 */
export function mayHold(bloom: Hex, value: Hex): boolean {
  const bits = bytesOfBloom(bloom);
  return bitsOf(value).every((bit) => ((bits[255 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1);
}

/** How likely it is that a bloom says yes to what the block does not hold: high where blocks are full. */
export function chanceOfYes(bloom: Hex): number {
  let ones = 0;
  for (const byte of bytesOfBloom(bloom)) for (let rest = byte; rest > 0; rest &= rest - 1) ones++;
  return (ones / 2048) ** 3;
}

let lastBloom: { readonly text: Hex; readonly bytes: Uint8Array } | undefined;

/** The logs of a block are judged one after the other by the same bloom. */
function bytesOfBloom(text: Hex): Uint8Array {
  if (lastBloom?.text !== text) lastBloom = { text, bytes: bytesOf(text) };
  return lastBloom.bytes;
}

const remembered = new Map<Hex, readonly number[]>();
/** Topics are what strangers put there: no more of them are remembered. */
const MOST_REMEMBERED = 20_000;

/** Three of 2048, from the hash's first three pairs of bytes. Addresses and ids come again and again. */
function bitsOf(value: Hex): readonly number[] {
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const hash = bytesOf(keccak256(value));
  const bits = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(value, bits);
  return bits;
}

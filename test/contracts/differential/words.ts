import type { Clock } from "../../model/clock.ts";

/** Takes a word apart, beginning with its lowest bits. */
function fields(word: bigint, ...sizes: readonly number[]): readonly bigint[] {
  let rest = word;
  return sizes.map((size) => {
    const field = rest & ((1n << BigInt(size)) - 1n);
    rest >>= BigInt(size);
    return field;
  });
}

/** cu, empty, su, spare, cuRate, suRate, settledAt, lastReading */
export function clockWord(word: bigint): readonly bigint[] {
  return fields(word, 63, 1, 63, 1, 32, 32, 32, 32);
}

/** The same of a clock of the model. */
export function clockFields({ balance, rate, settledAt, lastReading, empty }: Clock): readonly bigint[] {
  return [balance.cu, BigInt(empty), balance.su, 0n, rate.cu, rate.su, settledAt, lastReading];
}

/** cuPrice, suPrice */
export function worthWord(word: bigint): readonly bigint[] {
  return fields(word, 128, 128);
}

/** farm, tid, token index, upfront, notice, cuCap, suCap, until, state */
export function dealWord(word: bigint): readonly bigint[] {
  return fields(word, 32, 40, 24, 16, 16, 32, 32, 32, 8);
}

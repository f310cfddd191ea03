import { below, ID_LIMIT } from "./bounds.ts";
import { ProtocolError } from "./errors.ts";

export type MemoErrorCode = "MemoPrefix" | "MemoDigits" | "MemoLeadingZero" | "MemoTooLarge";

/** A memo that names no reservation. Payments with one are refused, never guessed at. */
export class MemoError extends ProtocolError<MemoErrorCode> {
  override readonly name = "MemoError";

  constructor(code: MemoErrorCode, memo: string, fault: string) {
    // Shown quoted and escaped: what is wrong with a memo is often invisible.
    const shown = JSON.stringify(memo.length > 40 ? `${memo.slice(0, 40)}…` : memo);
    super(code, `The memo ${shown} ${fault}.`, "Copy the memo as shown: p- and the reservation's number, as in p-5.");
  }
}

const PREFIX = "p-";
const MOST_DIGITS = (ID_LIMIT - 1n).toString().length;

/**
 * The reservation that a payment names: strictly `p-(0|[1-9][0-9]*)`, below 2^64. One text for each reservation, so
 * that wallets, contract and subgraph can compare memos as they stand.
 *
 * @example parseMemo("p-5") // 5n
 */
export function parseMemo(memo: string): bigint {
  if (!memo.startsWith(PREFIX)) throw new MemoError("MemoPrefix", memo, 'does not begin with "p-"');
  const digits = memo.slice(PREFIX.length);
  if (!/^[0-9]+$/.test(digits)) throw new MemoError("MemoDigits", memo, 'must have only digits 0 to 9 after "p-"');
  if (digits.length > 1 && digits.startsWith("0")) throw new MemoError("MemoLeadingZero", memo, "has a leading zero");
  // The length first: a number of a million digits costs seconds to parse.
  if (digits.length > MOST_DIGITS || BigInt(digits) >= ID_LIMIT) {
    throw new MemoError("MemoTooLarge", memo, "names a number of 2^64 or more");
  }
  return BigInt(digits);
}

/** @example formatMemo(5n) // "p-5" */
export function formatMemo(id: bigint): string {
  return `${PREFIX}${below("reservation id", id, ID_LIMIT)}`;
}

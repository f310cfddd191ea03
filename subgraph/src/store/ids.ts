import { ByteArray, Bytes, crypto, ethereum } from "@graphprotocol/graph-ts";

// Every id in one file. What the contracts number has that number for its id; all else joins the ids of what it
// belongs to, each in a fixed width, so that no two things can share one.

/** The only `Grid`. */
export const GRID = "grid";

/** A number in 8 bytes, the highest first, so that ids sort as the numbers do. */
function wide(number: i64): Bytes {
  const bytes = new Bytes(8);
  for (let i = 0; i < 8; i++) bytes[i] = u8(number >> (8 * (7 - i)));
  return bytes;
}

/** @example txHash ++ 00000003 */
export function logId(event: ethereum.Event): Bytes {
  return event.transaction.hash.concatI32(event.logIndex.toI32());
}

/** Sorts events by block, then by log. No block holds a million logs. */
export function orderOf(block: i64, logIndex: i64): i64 {
  return block * 1_000_000 + logIndex;
}

/** @example tid 7's first key: 0000000000000007 ++ 0000000000000001 */
export function keyId(tid: i64, number: i32): Bytes {
  return wide(tid).concat(wide(number));
}

/** Price, FarmMoney. @example farm 2, token: 0000000000000002 ++ token */
export function farmTokenId(farmId: i64, token: Bytes): Bytes {
  return wide(farmId).concat(token);
}

/** @example farm 2, version 3: 0000000000000002 ++ 0000000000000003 */
export function termsId(farmId: i64, version: i64): Bytes {
  return wide(farmId).concat(wide(version));
}

/** @example farm 2, version 3, token */
export function priceChangeId(farmId: i64, version: i64, token: Bytes): Bytes {
  return termsId(farmId, version).concat(token);
}

/** @example farm 2, table 0 */
export function shareTableId(farmId: i64, table: i32): Bytes {
  return wide(farmId).concat(wide(table));
}

/** @example farm 2, table 0, wallet */
export function payeeId(farmId: i64, table: i32, payee: Bytes): Bytes {
  return shareTableId(farmId, table).concat(payee);
}

/** @example farm 2, table 0, token */
export function creditId(farmId: i64, table: i32, token: Bytes): Bytes {
  return shareTableId(farmId, table).concat(token);
}

/** @example farm 2, table 0, token, wallet */
export function withdrawalId(farmId: i64, table: i32, token: Bytes, payee: Bytes): Bytes {
  return creditId(farmId, table, token).concat(payee);
}

/** A reason is any text: its hash has a fixed width. */
export function rejectionId(farmId: i64, reason: string): Bytes {
  return wide(farmId).concat(Bytes.fromByteArray(crypto.keccak256(ByteArray.fromUTF8(reason))));
}

/** @example farm 2, hour 491234 */
export function holdHourId(farmId: i64, hour: i64): Bytes {
  return wide(farmId).concat(wide(hour));
}

/** An hour or a day of the grid. @example 3600, 1700006400: 0000000000000e10 ++ 0000000065543ac0 */
export function intervalId(length: i64, begin: i64): Bytes {
  return wide(length).concat(wide(begin));
}

/** @example farm 2, 3600, 1700006400 */
export function farmIntervalId(farmId: i64, length: i64, begin: i64): Bytes {
  return wide(farmId).concat(intervalId(length, begin));
}

/** @example farm 2, 3600, 1700006400, token */
export function farmIncomeId(farmId: i64, length: i64, begin: i64, token: Bytes): Bytes {
  return farmIntervalId(farmId, length, begin).concat(token);
}

/** @example 3600, 1700006400, token */
export function gridIncomeId(length: i64, begin: i64, token: Bytes): Bytes {
  return intervalId(length, begin).concat(token);
}

/** @example reservation 5, token */
export function quoteId(reservationId: i64, token: Bytes): Bytes {
  return wide(reservationId).concat(token);
}

/** @example reservation 5, token, wallet */
export function contributionId(reservationId: i64, token: Bytes, payer: Bytes): Bytes {
  return quoteId(reservationId, token).concat(payer);
}

/** `word` in 32 bytes. @example signer ++ word, signer ++ nonce */
export function signerNumberId(signer: Bytes, word: Bytes): Bytes {
  const padded = new Bytes(32);
  for (let i = 0; i < word.length; i++) padded[32 - word.length + i] = word[i];
  return signer.concat(padded);
}

/** @example POOLS ++ token ++ account */
export function owedId(holder: string, token: Bytes, account: Bytes): Bytes {
  return Bytes.fromUTF8(holder).concat(token).concat(account);
}

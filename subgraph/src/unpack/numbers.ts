import { Address, BigInt, Bytes } from "@graphprotocol/graph-ts";

const BITS_OF_ID: i32 = 8;

/**
 * A number that is given upwards from 1, as i64; 0 for one that is too large to be any. A farm may report a pool of any
 * number, and anyone may sweep for one: what does not fit must not stop the indexing.
 */
export function numberOf(value: BigInt): i64 {
  // A BigInt is its bytes, the lowest first, with the sign in the highest bit.
  return value.length <= BITS_OF_ID ? value.toI64() : 0;
}

export function numbersOf(values: BigInt[]): i64[] {
  const numbers = new Array<i64>(values.length);
  for (let i = 0; i < values.length; i++) numbers[i] = values[i].toI64();
  return numbers;
}

/** Ids of nodes as the schema keeps them: a list of Int8 cannot be stored, and no market has 2^31 nodes. */
export function nodeIdsOf(values: BigInt[]): i32[] {
  const ids = new Array<i32>(values.length);
  for (let i = 0; i < values.length; i++) ids[i] = values[i].toI32();
  return ids;
}

/** Null for address 0 and for 32 zero bytes: the contracts' way to say "none". */
export function orNull(bytes: Bytes): Bytes | null {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] != 0) return bytes;
  return null;
}

export function isZero(address: Address): boolean {
  return orNull(address) === null;
}

/** The bytes of a number from 0, the highest first, in 32 bytes. */
export function bigEndian(value: BigInt): Bytes {
  const bytes = new Bytes(32);
  for (let i = 0; i < 32 && i < value.length; i++) bytes[31 - i] = value[i];
  return bytes;
}

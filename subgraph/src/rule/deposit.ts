import { ByteArray, Bytes, crypto } from "@graphprotocol/graph-ts";

// Where a plain transfer pays a reservation: `Doors.depositAddress`, computed. Doors deploys the code of all deposits as
// its first contract; each deposit is a clone (EIP-1167) of it, made by CREATE2.

const CLONE_HEAD = Bytes.fromHexString("0x3d602d80600a3d3981f3363d3d373d3d3d363d73");
const CLONE_TAIL = Bytes.fromHexString("0x5af43d82803e903d91602b57fd5bf3");
/** RLP of [address, 1]: a list of 22 bytes, its first item 20 bytes long. */
const RLP_HEAD = Bytes.fromHexString("0xd694");
const RLP_NONCE_ONE = Bytes.fromHexString("0x01");
const CREATE2_HEAD = Bytes.fromHexString("0xff");
/** Pools keeps 28 bytes of a terms' hash. */
const HASH_KEPT = 28;

export function depositAddress(doors: Bytes, id: i64, termsHash: Bytes): Bytes {
  const code = lastTwenty(hashOf(RLP_HEAD.concat(doors).concat(RLP_NONCE_ONE)));
  const cloneHash = hashOf(CLONE_HEAD.concat(code).concat(CLONE_TAIL));
  return lastTwenty(hashOf(CREATE2_HEAD.concat(doors).concat(saltOf(id, termsHash)).concat(cloneHash)));
}

function saltOf(id: i64, termsHash: Bytes): Bytes {
  const words = new Bytes(64);
  for (let i = 0; i < 8; i++) words[24 + i] = u8(id >> (8 * (7 - i)));
  for (let i = 0; i < HASH_KEPT; i++) words[32 + i] = termsHash[i];
  return hashOf(words);
}

function hashOf(bytes: ByteArray): Bytes {
  return Bytes.fromByteArray(crypto.keccak256(bytes));
}

function lastTwenty(hash: Bytes): Bytes {
  return Bytes.fromUint8Array(hash.subarray(12));
}

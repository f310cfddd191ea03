import { Bytes, crypto } from "@graphprotocol/graph-ts";

const WORD = 32;
const ADDRESS = 20;

/** `keccak256(abi.encode(shares))`, by which the Registry remembers a table that was announced. */
export function sharesHash(payees: Bytes[], bps: i32[]): Bytes {
  const words = new Bytes(WORD * (2 + 2 * payees.length));
  words[WORD - 1] = WORD; // where the list begins
  words[2 * WORD - 1] = u8(payees.length); // at most 16
  for (let i = 0; i < payees.length; i++) {
    const end = WORD * (3 + 2 * i);
    for (let b = 0; b < ADDRESS; b++) words[end - ADDRESS + b] = payees[i][b];
    words[end + WORD - 2] = u8(bps[i] >> 8);
    words[end + WORD - 1] = u8(bps[i]);
  }
  return Bytes.fromByteArray(crypto.keccak256(words));
}

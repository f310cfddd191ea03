import { Bytes } from "@graphprotocol/graph-ts";

const LETTER_A: u8 = 65;
const LETTER_Z: u8 = 90;

/** Two capital letters as text; anything else as hexadecimal digits, because bytes need not be text. */
export function countryOf(code: Bytes): string {
  for (let i = 0; i < code.length; i++) {
    if (code[i] < LETTER_A || code[i] > LETTER_Z) return code.toHexString();
  }
  return code.toString();
}

/** @example 0x0a000001 → "10.0.0.1" */
export function ipv4Of(address: i64): string {
  const a = (address >> 24) & 255;
  const b = (address >> 16) & 255;
  const c = (address >> 8) & 255;
  const d = address & 255;
  return a.toString() + "." + b.toString() + "." + c.toString() + "." + d.toString();
}

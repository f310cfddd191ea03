import { id, Wallet } from "ethers";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { Person } from "./market.ts";

/** The same person for the same name, in every run. */
export function person(name: string): Person {
  return new Wallet(id(name)) as unknown as Person;
}

/** 32 bytes in the place of an ed25519 key. */
export function keyOf(name: string): Hex {
  return id(`key of ${name}`) as Hex;
}

/** 64 bytes in the place of an ed25519 signature, which the chain does not verify. */
export function proofOf(name: string): Hex {
  return `${keyOf(`${name}, first half`)}${keyOf(`${name}, second half`).slice(2)}` as Hex;
}

// The only importer of ethers: what the EVM hashes and encodes, under names of our own.

import { AbiCoder, getBytes, keccak256 as ethersKeccak256, sha256 as ethersSha256, TypedDataEncoder } from "ethers";
import { ProtocolError } from "./errors.ts";
import type { Hex } from "./hex.ts";

/** A struct's fields in order, each as Solidity writes it: "uint32 farmId". */
export type StructFields = readonly string[];

export interface TypedDataDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: bigint;
  readonly verifyingContract: Hex;
}

export function keccak256(data: Uint8Array | Hex): Hex {
  return ethersKeccak256(data) as Hex;
}

export function sha256(data: Uint8Array): Hex {
  return ethersSha256(data) as Hex;
}

export function bytesOf(hex: Hex): Uint8Array {
  return getBytes(hex);
}

/** `abi.encode(tid, value)`, value being a struct. */
export function encodeFor(tid: bigint, fields: StructFields, value: object): Hex {
  const types = ["uint40", `tuple(${fields.join(", ")})`];
  return guarded("struct", () => AbiCoder.defaultAbiCoder().encode(types, [tid, value]));
}

/** The EIP-712 digest of a struct without nested ones. */
export function typedDataDigest(domain: TypedDataDomain, name: string, fields: StructFields, value: object): Hex {
  return guarded(name, () => TypedDataEncoder.hash(domain, typedDataTypes(name, fields), { ...value }));
}

/** The types as wallets take them (`eth_signTypedData_v4`, ethers' `signTypedData`). */
export function typedDataTypes(name: string, fields: StructFields): Record<string, { type: string; name: string }[]> {
  const types = fields.map((field) => {
    const [type = "", fieldName = ""] = field.split(" ");
    return { type, name: fieldName };
  });
  return { [name]: types };
}

function guarded(what: string, encode: () => string): Hex {
  try {
    return encode() as Hex;
  } catch (cause) {
    throw new ProtocolError(
      "Unencodable",
      `The ${what} does not fit its types: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Give each field within the range of its Solidity type.",
      { cause },
    );
  }
}

import { createPublicKey, type KeyObject, randomBytes, verify } from "node:crypto";
import sodium from "sodium-native";
import { faultWith } from "../../src/protocol/faultWith.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { countQuorum } from "../../src/protocol/quorum.ts";
import { keyOf } from "./farm.ts";

const SIGNERS = [11, 12, 13];
const MESSAGE_BYTES = 200;
const MESSAGES = 500;
const ROUNDS = 9;

interface Case {
  readonly message: Buffer;
  /** As they come: hexadecimal. */
  readonly signatures: readonly string[];
}

/** A quorum of three with all that belongs to it, against three bare calls of the fastest library. */
export function measureVerify(): number {
  const keys = SIGNERS.map(keyOf);
  const hexKeys = keys.map((key): Hex => `0x${Buffer.from(key.publicKey.bytes).toString("hex")}`);
  const cases = Array.from({ length: MESSAGES }, (): Case => {
    const message = randomBytes(MESSAGE_BYTES);
    return { message, signatures: keys.map((key) => Buffer.from(key.sign(message)).toString("hex")) };
  });
  const raw = cases.map(({ message, signatures }) => ({
    message,
    signatures: signatures.map((signature) => Buffer.from(signature, "hex")),
  }));
  const publicKeys = keys.map((key) => Buffer.from(key.publicKey.bytes));
  const objects = keys.map((key) => keyObject(key.publicKey.bytes));

  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(seconds(() => cases.every((one) => isQuorum(one, hexKeys))));
    const bySodium = seconds(() =>
      raw.every(({ message, signatures }) =>
        signatures.every((signature, at) =>
          sodium.crypto_sign_verify_detached(signature, message, publicKeys[at] as Buffer),
        ),
      ),
    );
    const byOpenssl = seconds(() =>
      raw.every(({ message, signatures }) =>
        signatures.every((signature, at) => verify(null, message, objects[at] as KeyObject, signature)),
      ),
    );
    bare.push(Math.min(bySodium, byOpenssl));
  }
  return median(bare) / median(ours);
}

function isQuorum({ message, signatures }: Case, keys: readonly Hex[]): boolean {
  const agreements = signatures.flatMap((signature, at) => {
    const key = keys[at] as Hex;
    const fault = faultWith(key, message, Buffer.from(signature, "hex"));
    return fault === undefined ? [{ tid: SIGNERS[at] as number, key }] : [];
  });
  return countQuorum({ signers: SIGNERS, quorum_min: 3 }, agreements).reached;
}

function keyObject(bytes: Uint8Array): KeyObject {
  const prefix = Buffer.from("302a300506032b6570032100", "hex");
  return createPublicKey({ key: Buffer.concat([prefix, bytes]), format: "der", type: "spki" });
}

function seconds(act: () => boolean): number {
  const began = performance.now();
  if (!act()) throw new Error("a good signature was refused");
  return (performance.now() - began) / 1000;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

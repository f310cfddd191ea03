// The one place where an ed25519 signature is judged, the same on every platform and release.
//
// Implementations differ on malformed and mixed-order input, so all of it is refused before a
// library is asked: what is accepted here every serious implementation accepts.

import { sha512 } from "@noble/hashes/sha2.js";
import type Sodium from "sodium-native";
import {
  getPublicKey as publicKeyOf,
  hashes,
  Point,
  sign as signPortably,
  verify as verifyPortably,
} from "@noble/ed25519";

hashes.sha512 = sha512;

/** libsodium where its prebuilt library loads. In a browser, or on a platform that its package lacks, there is none. */
const sodium = await loadSodium();

async function loadSodium(): Promise<typeof Sodium | undefined> {
  try {
    return (await import("sodium-native")).default;
  } catch {
    return undefined;
  }
}

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Why a public key is none. */
export type KeyFault = "KeyLength" | "KeyNotCanonical" | "KeyNotOnCurve" | "KeyNotPrimeOrder";

/** Why a signature does not count. */
export type SignatureFault =
  "SignatureLength" | "ScalarNotReduced" | "PointNotCanonical" | "PointIsIdentity" | "SignatureDoesNotVerify";

/** A public key that was checked. Only `check` makes one. */
export class PublicKey {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Once per key: its length, its encoding, that it is a point, and of prime order. */
  static check(bytes: Uint8Array): PublicKey | KeyFault {
    if (bytes.length !== KEY_BYTES) return "KeyLength";
    if (!isReducedY(bytes)) return "KeyNotCanonical";
    const point = pointOf(bytes);
    if (point === undefined) return "KeyNotOnCurve";
    if (point.is0() || !point.isTorsionFree()) return "KeyNotPrimeOrder";
    return new PublicKey(bytes);
  }
}

/** A key that signs. The seed stays inside: it is in no log, no error, no JSON. */
export class SigningKey {
  readonly publicKey: PublicKey;
  readonly #seed: Uint8Array;
  /** As libsodium wants it: seed and public key. */
  readonly #pair: Uint8Array;

  /** @param seed 32 bytes, random */
  constructor(seed: Uint8Array) {
    this.#seed = Uint8Array.from(seed);
    const checked = PublicKey.check(publicKeyOf(this.#seed));
    if (typeof checked === "string") throw new RangeError(`a key derived from a seed is never refused: ${checked}`);
    this.publicKey = checked;
    this.#pair = new Uint8Array(SIGNATURE_BYTES);
    this.#pair.set(this.#seed);
    this.#pair.set(checked.bytes, KEY_BYTES);
  }

  sign(message: Uint8Array): Uint8Array {
    if (sodium === undefined) return signPortably(message, this.#seed);
    const signature = new Uint8Array(SIGNATURE_BYTES);
    sodium.crypto_sign_detached(signature, message, this.#pair);
    return signature;
  }
}

/** @returns undefined when the signature is the key's over these bytes */
export function faultOfSignature(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): SignatureFault | undefined {
  if (signature.length !== SIGNATURE_BYTES) return "SignatureLength";
  if (!isReducedScalar(signature)) return "ScalarNotReduced";
  if (!isReducedY(signature)) return "PointNotCanonical";
  if (isIdentity(signature)) return "PointIsIdentity";
  const isValid =
    sodium?.crypto_sign_verify_detached(signature, message, key.bytes) ??
    verifiesPortably(key.bytes, message, signature);
  return isValid ? undefined : "SignatureDoesNotVerify";
}

/**
 * By `@noble/ed25519`, which asks the equation times the cofactor: with R and the key of prime order that is the
 * equation itself, which the native library asks.
 */
export function verifiesPortably(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return (
    verifyPortably(signature, message, key, { zip215: false }) &&
    pointOf(signature.subarray(0, KEY_BYTES))?.isTorsionFree() === true
  );
}

function pointOf(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

/** Is the y coordinate that it begins with below p = 2^255 - 19, its sign bit aside? */
function isReducedY(bytes: Uint8Array): boolean {
  if (((bytes[31] ?? 0) & 0x7f) !== 0x7f) return true;
  for (let i = 30; i > 0; i--) if (bytes[i] !== 0xff) return true;
  return (bytes[0] ?? 0) < 0xed;
}

/** The order L of the base point, little-endian. */
const ORDER = Uint8Array.from([
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0x10,
]);

/** Is S, the signature's second half, below L? */
function isReducedScalar(signature: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (signature[KEY_BYTES + i] ?? 0) - (ORDER[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** With either sign bit. */
function isIdentity(signature: Uint8Array): boolean {
  if (signature[0] !== 1 || ((signature[31] ?? 0) & 0x7f) !== 0) return false;
  for (let i = 1; i < 31; i++) if (signature[i] !== 0) return false;
  return true;
}

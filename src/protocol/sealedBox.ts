// A secret for one node, as libsodium's `crypto_box_seal` writes it: anyone can seal to a node's ed25519 key, only the
// node can open. The sender is anonymous: what binds a box to its workload is the customer's signature around it.

import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import type { PublicKey } from "./ed25519.ts";
import { ProtocolError } from "./errors.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
/** What a box is longer than its secret. */
export const SEAL_BYTES = KEY_BYTES + TAG_BYTES;

/** Seals `secret` so that only the holder of the node's ed25519 key opens it. No two boxes are alike. */
export function seal(secret: Uint8Array, node: PublicKey): Uint8Array {
  const { secretKey, publicKey: from } = x25519.keygen();
  const to = ed25519.utils.toMontgomery(node.bytes);
  const box = xsalsa20poly1305(sharedKey(secretKey, to), nonceOf(from, to)).encrypt(secret);
  return joined(from, box);
}

/** @param seed the 32 bytes that the node's ed25519 key was made from */
export function open(box: Uint8Array, seed: Uint8Array): Uint8Array {
  if (box.length < SEAL_BYTES)
    throw notOpened(`it has ${box.length} bytes, fewer than the ${SEAL_BYTES} of an empty box`);
  const from = box.subarray(0, KEY_BYTES);
  const to = ed25519.utils.toMontgomery(ed25519.getPublicKey(seed));
  try {
    const key = sharedKey(ed25519.utils.toMontgomerySecret(seed), from);
    return xsalsa20poly1305(key, nonceOf(from, to)).decrypt(box.subarray(KEY_BYTES));
  } catch (cause) {
    throw notOpened("it was sealed to another key, or changed on its way", cause);
  }
}

const SIGMA = wordsOf(new TextEncoder().encode("expand 32-byte k"));

/** HSalsa20 of the Diffie-Hellman secret, as `crypto_box` derives its key. */
function sharedKey(ours: Uint8Array, theirs: Uint8Array): Uint8Array {
  const words = new Uint32Array(KEY_BYTES / 4);
  hsalsa(SIGMA, wordsOf(x25519.getSharedSecret(ours, theirs)), new Uint32Array(4), words);
  return bytesOf(words);
}

/** Both keys are in it, and one of them is new for each box: no nonce serves twice. */
function nonceOf(from: Uint8Array, to: Uint8Array): Uint8Array {
  return blake2b(joined(from, to), { dkLen: NONCE_BYTES });
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** Little-endian, whatever the machine. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

function bytesOf(words: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => view.setUint32(4 * i, word, true));
  return new Uint8Array(view.buffer);
}

function notOpened(why: string, cause?: unknown): ProtocolError {
  return new ProtocolError(
    "SecretNotOpened",
    `The secret cannot be opened: ${why}.`,
    "Seal it to the key that the node has on chain now.",
    { cause },
  );
}

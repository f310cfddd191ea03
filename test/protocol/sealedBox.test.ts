import { randomBytes } from "node:crypto";
import { expect } from "chai";
import sodium from "sodium-native";
import { PublicKey } from "../../src/protocol/ed25519.ts";
import { open, seal, SEAL_BYTES } from "../../src/protocol/sealedBox.ts";

interface Node {
  readonly seed: Uint8Array;
  readonly key: PublicKey;
  readonly pair: { readonly publicKey: Buffer; readonly secretKey: Buffer };
}

function node(): Node {
  const seed = randomBytes(32);
  const pair = { publicKey: Buffer.alloc(32), secretKey: Buffer.alloc(64) };
  sodium.crypto_sign_seed_keypair(pair.publicKey, pair.secretKey, seed);
  const key = PublicKey.check(pair.publicKey);
  if (typeof key === "string") throw new Error(key);
  return { seed, key, pair };
}

/** libsodium's own box for the node. */
function sodiumKeys({ pair }: Node): { publicKey: Buffer; secretKey: Buffer } {
  const publicKey = Buffer.alloc(32);
  const secretKey = Buffer.alloc(32);
  sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey, pair.publicKey);
  sodium.crypto_sign_ed25519_sk_to_curve25519(secretKey, pair.secretKey);
  return { publicKey, secretKey };
}

describe("A secret sealed to a node", () => {
  const to = node();
  const secrets = [0, 1, 31, 32, 33, 4000].map((length) => randomBytes(length));

  it("is opened by that node, whatever its length", () => {
    for (const secret of secrets) {
      const box = seal(secret, to.key);
      expect(box.length).to.equal(secret.length + SEAL_BYTES);
      expect(Buffer.from(open(box, to.seed)).equals(secret)).to.equal(true);
    }
  });

  it("is opened by libsodium, and opens what libsodium sealed", () => {
    const { publicKey, secretKey } = sodiumKeys(to);
    for (const secret of secrets) {
      const theirs = Buffer.alloc(secret.length);
      const box = Buffer.from(seal(secret, to.key));
      expect(sodium.crypto_box_seal_open(theirs, box, publicKey, secretKey)).to.equal(true);
      expect(theirs.equals(secret)).to.equal(true);

      const sealed = Buffer.alloc(secret.length + SEAL_BYTES);
      sodium.crypto_box_seal(sealed, secret, publicKey);
      expect(Buffer.from(open(sealed, to.seed)).equals(secret)).to.equal(true);
    }
  });

  it("is never sealed alike twice", () => {
    const secret = randomBytes(8);
    expect(Buffer.from(seal(secret, to.key)).equals(Buffer.from(seal(secret, to.key)))).to.equal(false);
  });

  it("is not opened by another node, nor after a change of any byte, nor cut short", () => {
    const box = seal(randomBytes(8), to.key);
    const refused = (bytes: Uint8Array, seed = to.seed): void => {
      expect(() => open(bytes, seed))
        .to.throw("cannot be opened")
        .with.property("code", "SecretNotOpened");
    };
    refused(box, node().seed);
    for (let i = 0; i < box.length; i++) {
      const changed = Uint8Array.from(box);
      changed[i] = (changed[i] ?? 0) ^ 1;
      refused(changed);
    }
    for (let length = 0; length < box.length; length++) refused(box.subarray(0, length));
  });
});

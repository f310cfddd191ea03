import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { inspect } from "node:util";
import { getPublicKey, Point, sign, verify as nobleVerify } from "@noble/ed25519";
import { expect } from "chai";
import {
  faultOfSignature,
  type KeyFault,
  PublicKey,
  type SignatureFault,
  SigningKey,
  verifiesPortably,
} from "../../src/protocol/ed25519.ts";

interface Vector {
  readonly id: string;
  readonly pub: string;
  readonly msg: string;
  readonly sig: string;
  readonly expect?: "valid" | "invalid";
  readonly comment?: string;
}

type Verdict = KeyFault | SignatureFault | "accepted";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

function vectors(name: string): readonly Vector[] {
  const file = new URL(`../vectors/ed25519/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] }).vectors;
}

function verdictOn({ pub, msg, sig }: Vector): Verdict {
  const key = PublicKey.check(bytes(pub));
  return typeof key === "string" ? key : (faultOfSignature(key, bytes(msg), bytes(sig)) ?? "accepted");
}

/** 32 bytes that follow from the case's number. */
const drawn = (what: string, i: number): Uint8Array => createHash("sha256").update(`${what} ${i}`).digest();

/** A point of order 8. */
const TORSION = Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

/** Every second one as signed; of the others one thing is bent. */
function makeCase(i: number): { pub: Uint8Array; msg: Uint8Array; sig: Uint8Array } {
  const secret = drawn("secret", i >> 2);
  const msg = drawn("message", i);
  const pub = getPublicKey(secret);
  const sig = sign(msg, secret);
  const honest = { pub, msg, sig };
  if (i % 2 === 0) return honest;
  const noise = drawn("noise", i);
  const [place = 0, bit = 0] = noise;
  switch ((i % 16) >> 1) {
    case 0:
      return { ...honest, pub: Point.fromBytes(pub).add(TORSION).toBytes() };
    case 1:
      return {
        ...honest,
        sig: Uint8Array.from([...Point.fromBytes(sig.slice(0, 32)).add(TORSION).toBytes(), ...sig.slice(32)]),
      };
    case 2:
      return {
        ...honest,
        sig: Uint8Array.from(sig, (byte, at) => (at === place % 64 ? byte ^ (1 << (bit & 7)) : byte)),
      };
    case 3:
      return {
        ...honest,
        pub: Uint8Array.from(pub, (byte, at) => (at === place % 32 ? byte ^ (1 << (bit & 7)) : byte)),
      };
    case 4:
      return { ...honest, sig: Uint8Array.from([...TORSION.toBytes(), ...sig.slice(32)]) };
    case 5:
      return { ...honest, sig: sig.slice(0, place % 64) };
    case 6:
      return { ...honest, pub: noise };
    default:
      return { ...honest, msg: noise };
  }
}

describe("The ed25519 verdict", () => {
  it("accepts the signatures of RFC 8032, and none of them over another message", () => {
    for (const vector of vectors("rfc8032")) {
      expect(verdictOn(vector), vector.id).to.equal("accepted");
      expect(verdictOn({ ...vector, msg: `${vector.msg}00` }), vector.id).to.equal("SignatureDoesNotVerify");
    }
  });

  it("is good on what our own keys sign, which @noble/ed25519 signs alike", () => {
    for (let i = 0; i < 50; i++) {
      const seed = drawn("seed", i);
      const message = drawn("signed", i).subarray(0, i % 33);
      const key = new SigningKey(seed);
      const signature = key.sign(message);
      expect(faultOfSignature(key.publicKey, message, signature)).to.equal(undefined);
      expect(Buffer.from(signature)).to.deep.equal(Buffer.from(sign(message, seed)));
    }
  });

  it("leaves a key's seed out of whatever is written of it", () => {
    const seed = drawn("seed", 0);
    const key = new SigningKey(seed);
    const written = JSON.stringify(key) + inspect(key, { depth: 9, showHidden: true });
    expect(written).to.not.contain(Buffer.from(seed).toString("hex"));
  });

  it("is Wycheproof's on all of its cases", () => {
    for (const vector of vectors("wycheproof")) {
      const accepted = verdictOn(vector) === "accepted";
      expect(accepted, `${vector.id} ${vector.comment ?? ""}`).to.equal(vector.expect === "valid");
    }
  });

  it("refuses each case on which implementations disagree, for its own reason", () => {
    const reasons = Object.fromEntries(vectors("speccheck").map((vector) => [vector.id, verdictOn(vector)]));
    const mixedKey = Object.fromEntries([0, 1, 2, 3, 4, 5, 8, 9].map((i) => [`speccheck-${i}`, "KeyNotPrimeOrder"]));
    expect(reasons).to.deep.equal({
      ...mixedKey,
      "speccheck-6": "ScalarNotReduced",
      "speccheck-7": "ScalarNotReduced",
      "speccheck-10": "KeyNotOnCurve",
      "speccheck-11": "KeyNotOnCurve",
    });
  });

  it("refuses all keys and points of small order, which ZIP 215 accepts", () => {
    for (const vector of vectors("zip215")) expect(verdictOn(vector), vector.id).to.match(/^KeyNot/);
  });

  describe("on a good signature that was bent", () => {
    const [vector] = vectors("rfc8032").slice(1);
    if (vector === undefined) throw new Error("no vector");
    const bent = (change: (signature: Uint8Array) => void): Verdict => {
      const signature = bytes(vector.sig);
      change(signature);
      return verdictOn({ ...vector, sig: Buffer.from(signature).toString("hex") });
    };

    it("refuses other lengths", () => {
      for (const sig of ["", vector.sig.slice(2), `${vector.sig}00`]) {
        expect(verdictOn({ ...vector, sig }), `${sig.length / 2} bytes`).to.equal("SignatureLength");
      }
      for (const pub of ["", vector.pub.slice(2), `${vector.pub}00`]) {
        expect(verdictOn({ ...vector, pub }), `${pub.length / 2} bytes`).to.equal("KeyLength");
      }
    });

    it("refuses S + L, which is the same number to those who do not look", () => {
      const order = 2n ** 252n + 27742317777372353535851937790883648493n;
      expect(
        bent((signature) => {
          const s = BigInt(`0x${Buffer.from(signature.slice(32)).reverse().toString("hex")}`) + order;
          signature.set(Buffer.from(s.toString(16).padStart(64, "0"), "hex").reverse(), 32);
        }),
      ).to.equal("ScalarNotReduced");
    });

    it("refuses an R whose y is not reduced", () => {
      expect(bent((signature) => signature.set([0xed, ...Array<number>(30).fill(0xff), 0x7f]))).to.equal(
        "PointNotCanonical",
      );
      expect(bent((signature) => signature.set([0xec, ...Array<number>(30).fill(0xff), 0x7f]))).to.equal(
        "SignatureDoesNotVerify",
      );
    });

    it("refuses the identity as R, with either sign", () => {
      for (const sign_ of [0, 0x80]) {
        expect(bent((signature) => signature.set([1, ...Array<number>(30).fill(0), sign_]))).to.equal(
          "PointIsIdentity",
        );
      }
    });

    it("refuses any bit flipped", () => {
      for (let bit = 0; bit < 512; bit++) {
        const verdict = bent((signature) => {
          signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        });
        expect(verdict, `bit ${bit}`).not.to.equal("accepted");
      }
    });
  });

  describe(`accepts nothing that @noble/ed25519, strict, refuses, and they agree with the portable verdict`, () => {
    const CASES = Number(process.env["ED25519_CASES"] ?? "600");
    it(`on ${CASES} cases, honest and bent`, function () {
      this.timeout(Math.max(60_000, 20 * CASES));
      let accepted = 0;
      for (let i = 0; i < CASES; i++) {
        const { pub, msg, sig } = makeCase(i);
        const key = PublicKey.check(pub);
        if (typeof key === "string") continue;
        const isAccepted = faultOfSignature(key, msg, sig) === undefined;
        const isPortable = sig.length === 64 && verifiesPortably(pub, msg, sig);
        expect(isAccepted, `case ${i}`).to.equal(isPortable);
        if (!isAccepted) continue;
        accepted++;
        expect(nobleVerify(sig, msg, pub, { zip215: false }), `case ${i}`).to.equal(true);
      }
      expect(accepted, "cases that show something").to.be.greaterThan(CASES / 4);
    });
  });
});

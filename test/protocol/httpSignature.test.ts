import { createHash } from "node:crypto";
import { expect } from "chai";
import { httpbis } from "http-message-signatures";
import { faultOfSignature, SigningKey } from "../../src/protocol/ed25519.ts";
import {
  FRESH_SECONDS,
  type HttpFault,
  type HttpRequest,
  type SignatureHeaders,
  signRequest,
  verifyRequest,
} from "../../src/protocol/httpSignature.ts";

const NOW = 1_800_000_000n;
const NONCE = "c0ffee00c0ffee00c0ffee00";
const key = new SigningKey(createHash("sha256").update("a bridge").digest());
const other = new SigningKey(createHash("sha256").update("a stranger").digest());
const request: HttpRequest = {
  method: "PUT",
  authority: "node7.farm.example:8080",
  target: "/v1/workloads/0000000500000001?wait=1",
  body: Buffer.from('{"a":1}'),
};
const signed = (from = request, created = NOW): SignatureHeaders =>
  signRequest(from, key, { keyId: "farm:1", created, nonce: NONCE });
const verify = (
  headers: Record<string, string | string[] | undefined>,
  of = request,
  now = NOW,
): ReturnType<typeof verifyRequest> =>
  verifyRequest(of, headers, (id) => (id === "farm:1" ? key.publicKey : undefined), now);

describe("A signed HTTP request (RFC 9421)", () => {
  it("is verified, and says who signed it, when, and with which nonce", () => {
    expect(verify({ ...signed() })).to.deep.equal({ keyId: "farm:1", created: NOW, nonce: NONCE });
  });

  for (const target of [request.target, "/v1/health", "/v1/a?", "/v1/a?b=%20c&d"]) {
    it(`to ${target} is verified by another implementation of the RFC`, async () => {
      const one = { ...request, target };
      const { authority, method } = one;
      const verified = await httpbis.verifyMessage(
        {
          keyLookup: (parameters) =>
            Promise.resolve({
              id: parameters.keyid ?? "",
              algs: ["ed25519"],
              verify: (data, signature) =>
                Promise.resolve(faultOfSignature(key.publicKey, data, signature) === undefined),
            }),
          // The library compares with its own clock.
          maxAge: Number.MAX_SAFE_INTEGER,
          tolerance: Number.MAX_SAFE_INTEGER,
        },
        { method, url: `http://${authority}${target}`, headers: { ...signed(one) } },
      );
      expect(verified).to.equal(true);
    });
  }

  const changed: Record<string, [change: Partial<HttpRequest>, fault: HttpFault]> = {
    "another path": [{ target: "/v1/workloads/0000000500000002?wait=1" }, "SignatureDoesNotVerify"],
    "another query": [{ target: "/v1/workloads/0000000500000001?wait=2" }, "SignatureDoesNotVerify"],
    "another method": [{ method: "DELETE" }, "SignatureDoesNotVerify"],
    "another node": [{ authority: "node8.farm.example:8080" }, "SignatureDoesNotVerify"],
    "another body": [{ body: Buffer.from('{"a":2}') }, "DigestDiffers"],
  };
  for (const [what, [change, fault]] of Object.entries(changed)) {
    it(`serves for no ${what}`, () => {
      expect(verify({ ...signed() }, { ...request, ...change })).to.equal(fault);
    });
  }

  it("is good for a minute, before and after", () => {
    for (const late of [-FRESH_SECONDS, 0n, FRESH_SECONDS]) {
      expect(verify({ ...signed() }, request, NOW + late)).to.be.an("object");
    }
    expect(verify({ ...signed() }, request, NOW + FRESH_SECONDS + 1n)).to.equal("TooOld");
    expect(verify({ ...signed() }, request, NOW - FRESH_SECONDS - 1n)).to.equal("FromTheFuture");
  });

  it("by an unknown key, or another's, is refused", () => {
    expect(verify({ ...signRequest(request, key, { keyId: "farm:2", created: NOW, nonce: NONCE }) })).to.equal(
      "UnknownKey",
    );
    const forged = signRequest(request, other, { keyId: "farm:1", created: NOW, nonce: NONCE });
    expect(verify({ ...forged })).to.equal("SignatureDoesNotVerify");
  });

  it("that covers less, or says it otherwise, is refused", () => {
    const headers = signed();
    const input = headers["signature-input"];
    const bent: [string, HttpFault][] = [
      [input.replace(' "content-digest"', ""), "OtherProfile"],
      [input.replace('"@query" ', ""), "OtherProfile"],
      [input.replace("granary=", "sig1="), "OtherProfile"],
      [input.replace(";created=", ";expires="), "OtherProfile"],
      [input.replace(NONCE, ""), "OtherProfile"],
      [input.replace("ed25519", "hmac-sha256"), "OtherProfile"],
      [`${input}, ${input}`, "OtherProfile"],
      [`${input} `, "OtherProfile"],
      [input.replace(NONCE, `${NONCE}x`), "SignatureDoesNotVerify"],
      [input.replace(String(NOW), String(NOW + 1n)), "SignatureDoesNotVerify"],
    ];
    for (const [text, fault] of bent) expect(verify({ ...headers, "signature-input": text }), text).to.equal(fault);
    expect(verify({})).to.equal("NotSigned");
    for (const name of Object.keys(headers)) {
      expect(verify({ ...headers, [name]: undefined }), name).to.equal("NotSigned");
      expect(verify({ ...headers, [name]: ["a", "b"] }), name).to.equal("NotSigned");
    }
    for (const signature of ["granary=::", "granary=:AAAA:", `granary=:${"A".repeat(87)}=:`]) {
      expect(verify({ ...headers, signature })).to.equal("OtherProfile");
    }
  });

  it("with a body of a megabyte is signed and verified", () => {
    const large = { ...request, body: new Uint8Array(1 << 20) };
    expect(verify({ ...signed(large) }, large)).to.be.an("object");
  });
});

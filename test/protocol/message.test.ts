import { expect } from "chai";
import { granaryDomain, signedActionDigest } from "../../src/protocol/eip712.ts";
import { bytesOf } from "../../src/protocol/evm.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { ACTION, actionOver, MESSAGE_BYTES, MESSAGE_PREFIX, signedMessage } from "../../src/protocol/message.ts";
import { readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

interface MessageCase {
  readonly name: string;
  readonly domain: { readonly chainId: string; readonly verifyingContract: Hex };
  readonly action: string;
  readonly subject: string;
  readonly data: Hex;
  readonly tid: string;
  readonly epoch: string;
  readonly dataSha256: Hex;
  readonly digest: Hex;
  readonly message: Hex;
}

const { signedAction: cases } = readTable<{ signedAction: readonly MessageCase[] }>("eip712.json");

describe("signed message", () => {
  for (const { name, domain, data, dataSha256, digest, message, ...numbers } of cases) {
    it(name, () => {
      const { action, subject, tid, epoch } = numbers;
      const fields = { action: BigInt(action), subject: BigInt(subject), tid: BigInt(tid), epoch: BigInt(epoch) };
      const struct = actionOver(bytesOf(data), fields);
      const where = granaryDomain(BigInt(domain.chainId), domain.verifyingContract);
      expect(struct).to.deep.equal({ ...fields, dataSha256 });
      expect(signedActionDigest(where, struct)).to.equal(digest);
      expect(signedMessage(where, struct)).to.deep.equal(bytesOf(message));
    });
  }

  it("each case has a message of its own", () => {
    expect(new Set(cases.map((one) => one.message)).size).to.equal(cases.length);
  });

  it("is 47 bytes: with 64 of a signature and the padding one SHA-512 block", () => {
    expect(MESSAGE_BYTES).to.equal(47);
    for (const { message } of cases) expect(bytesOf(message)).to.have.length(MESSAGE_BYTES);
    expect(64 + MESSAGE_BYTES + 17).to.equal(128);
  });

  it("begins unlike the other things that these keys sign: a JSON document, an HTTP signature base", () => {
    for (const other of ["{", '"@']) {
      expect(MESSAGE_PREFIX.startsWith(other) || other.startsWith(MESSAGE_PREFIX)).to.equal(false);
    }
  });

  it("numbers the actions", () => {
    const numbers = { capacity: 1n, provision: 2n, delete: 3n, farmer: 4n, result: 5n, node: 6n, key: 7n };
    expect(ACTION).to.deep.equal(numbers);
  });

  it("refuses an action that is not a byte", () => {
    const struct = actionOver(new Uint8Array(), { action: 256n, subject: 0n, tid: 0n, epoch: 0n });
    expect(refusal(() => signedMessage(granaryDomain(1n, `0x${"00".repeat(20)}`), struct)).code).to.equal(
      "Unencodable",
    );
  });
});

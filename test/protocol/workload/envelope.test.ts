import { createHash } from "node:crypto";
import { expect } from "chai";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { SigningKey } from "../../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import type { ReservationDocument } from "../../../src/protocol/workload/document.ts";
import { type Envelope, readEnvelope, type Signed } from "../../../src/protocol/workload/envelope.ts";
import { type EnvelopeFacts, judgeEnvelope } from "../../../src/protocol/workload/judgeEnvelope.ts";
import { reservation } from "../support/document.ts";

const CONTRACT: Hex = `0x${"ab".repeat(20)}`;
const domain = granaryDomain(31337n, CONTRACT);
const FARM = 100;
const BLOCK = { number: 12, hash: `0x${"01".repeat(32)}` };

const keyNamed = (name: string | number): SigningKey => new SigningKey(createHash("sha256").update(`${name}`).digest());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const keyOf = (tid: number): Hex | undefined => (tid > 200 ? undefined : `0x${hex(keyNamed(tid).publicKey.bytes)}`);
const facts: EnvelopeFacts = { domain, farmTid: FARM, keyOf, keyOfAtDelete: keyOf };

function signed(
  json: string,
  action: "provision" | "delete" | "farmer",
  tid: number,
  { id = 5, key = keyNamed(tid), where = domain } = {},
): Signed {
  const fields = { action: ACTION[action], subject: BigInt(id), tid: BigInt(tid), epoch: 9n };
  const message = signedMessage(where, actionOver(Buffer.from(json), fields));
  return { tid, epoch: 9, signature: hex(key.sign(message)) };
}

/** What a bridge sends for a 2-of-3 reservation. */
function envelope(document: Partial<ReservationDocument> = {}): Envelope {
  const json = canonicalJson(reservation({ contract: CONTRACT, ...document }));
  return {
    reservation_id: 5,
    json,
    customer_signature: hex(keyNamed(1).sign(Buffer.from(json))),
    quorum_block: BLOCK,
    signatures_provision: [signed(json, "provision", 1), signed(json, "provision", 3)],
    signature_farmer: signed(json, "farmer", FARM),
    delete_block: null,
    signatures_delete: [],
  };
}

describe("The envelope that a node judges by itself (section 7)", () => {
  const whole = envelope();
  const faults = (changes: Partial<Envelope>, of = facts): readonly string[] =>
    judgeEnvelope({ ...whole, ...changes }, of).faults;

  it("has a shape, and is nothing without it", () => {
    expect(readEnvelope(structuredClone(whole))).to.deep.equal(whole);
    for (const field of Object.keys(whole)) {
      const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));
      expect(() => readEnvelope(rest), field).to.throw(`the document lacks "${field}"`);
    }
  });

  it("proves that customer, quorum and farm want it", () => {
    expect(judgeEnvelope(whole, facts)).to.deep.include({ faults: [], isDeleted: false });
  });

  it("proves nothing when the customer signed something else", () => {
    expect(faults({ customer_signature: hex(keyNamed(2).sign(Buffer.from(whole.json))) })).to.deep.equal([
      "customer 1: SignatureDoesNotVerify",
    ]);
  });

  it("proves nothing when the bridge lowered the quorum", () => {
    const lowered = canonicalJson(
      reservation({ contract: CONTRACT, signing_request_provision: { signers: [1, 2, 3], quorum_min: 1 } }),
    );
    expect(faults({ json: lowered })).to.include("customer 1: SignatureDoesNotVerify");
  });

  it("proves nothing with one signature of two, however often it comes", () => {
    const one = signed(whole.json, "provision", 1);
    const lacking = "the provision quorum is not complete";
    expect(faults({ signatures_provision: [] })).to.deep.equal([lacking]);
    expect(faults({ signatures_provision: [one, one, one] })).to.deep.equal([lacking]);
  });

  it("does not count a signature for another act, reservation, chain or contract, nor one of who is not listed", () => {
    const one = signed(whole.json, "provision", 1);
    const { json } = whole;
    const others: Record<string, Signed> = {
      act: signed(json, "delete", 3),
      reservation: signed(json, "provision", 3, { id: 6 }),
      chain: signed(json, "provision", 3, { where: granaryDomain(1n, CONTRACT) }),
      contract: signed(json, "provision", 3, { where: granaryDomain(31337n, `0x${"cd".repeat(20)}`) }),
      key: signed(json, "provision", 3, { key: keyNamed("old") }),
      unlisted: signed(json, "provision", 4),
      keyless: signed(json, "provision", 201),
    };
    for (const [what, second] of Object.entries(others)) {
      expect(faults({ signatures_provision: [one, second] }), what).to.include("the provision quorum is not complete");
    }
  });

  it("proves nothing without the farm, or with the signature of another", () => {
    const { json } = whole;
    expect(faults({ signature_farmer: signed(json, "farmer", 2) })).to.deep.equal(["farmer 2: NotTheFarm"]);
    const forged = signed(json, "farmer", FARM, { key: keyNamed("a bridge") });
    expect(faults({ signature_farmer: forged })).to.deep.equal([`farmer ${FARM}: SignatureDoesNotVerify`]);
  });

  it("counts two threebots with one key once", () => {
    const shared = { ...facts, keyOf: (tid: number) => keyOf(tid === 3 ? 1 : tid) };
    const signatures_provision = [
      signed(whole.json, "provision", 1),
      signed(whole.json, "provision", 3, { key: keyNamed(1) }),
    ];
    expect(faults({ signatures_provision }, shared)).to.deep.equal(["the provision quorum is not complete"]);
  });

  it("is not disturbed by a bad signature beside enough good ones", () => {
    const bad = { ...signed(whole.json, "provision", 2), signature: "00".repeat(64) };
    expect(faults({ signatures_provision: [bad, ...whole.signatures_provision] })).to.deep.equal([]);
  });

  it("is deleted by the delete quorum alone, by the keys of its own block", () => {
    const { json } = whole;
    const deleted = (changes: Partial<Envelope>, of = facts): boolean =>
      judgeEnvelope({ ...whole, delete_block: BLOCK, ...changes }, of).isDeleted;
    expect(deleted({ signatures_delete: [signed(json, "delete", 2)] })).to.equal(true);
    expect(deleted({ signatures_delete: [signed(json, "delete", 2)], delete_block: null })).to.equal(false);
    expect(deleted({ signatures_delete: [signed(json, "provision", 2)] })).to.equal(false);
    expect(deleted({ signatures_delete: [signed(json, "delete", 4)] })).to.equal(false);
    const rotated = { ...facts, keyOfAtDelete: (): Hex => `0x${hex(keyNamed("new").publicKey.bytes)}` };
    expect(deleted({ signatures_delete: [signed(json, "delete", 2)] }, rotated)).to.equal(false);
    const anew = signed(json, "delete", 2, { key: keyNamed("new") });
    expect(deleted({ signatures_delete: [anew] }, rotated)).to.equal(true);
  });

  it("for another chain or contract is refused, whoever signed it", () => {
    expect(judgeEnvelope(envelope({ chain_id: 1 }), facts).faults).to.include(
      "the document is for another chain or contract",
    );
  });
});

import { createHash } from "node:crypto";
import { expect } from "chai";
import { answerRequest, type RequestFacts, termsMessage } from "../../../src/bridge/capacity/decide.ts";
import type { NodeRow, PoolRow } from "../../../src/bridge/db/tables.ts";
import { SigningKey } from "../../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import type { Hex } from "../../../src/protocol/hex.ts";

const NOW = 1_800_000_000n;
const domain = granaryDomain(31337n, `0x${"ab".repeat(20)}`);
const key = new SigningKey(createHash("sha256").update("customer").digest());
const NO_HASH: Hex = `0x${"0".repeat(64)}`;

function request(changes: Partial<PoolRow> = {}): PoolRow {
  const pool = {
    pool_id: 5n,
    state: "requested",
    tid: 1n,
    cus: 3600n,
    sus: 3600n,
    terms_version: 1n,
    cu_cap: 1000n,
    su_cap: 1000n,
    node_ids: [7n],
    currencies: [`0x${"cd".repeat(20)}`],
    refund_to: `0x${"0".repeat(40)}`,
    signing_request_hash: NO_HASH,
    epoch: 12n,
    deadline: NOW,
    ...changes,
  } as PoolRow;
  const signature: Hex = `0x${Buffer.from(key.sign(termsMessage(pool, domain, 1n))).toString("hex")}`;
  return { ...pool, signature };
}

const facts: RequestFacts = {
  domain,
  farmId: 1n,
  now: NOW,
  isConfirmed: true,
  customerKey: `0x${Buffer.from(key.publicKey.bytes).toString("hex")}`,
  quorum: undefined,
  nodes: new Map([[7n, { node_id: 7n, retired: false, is_valid: true } as NodeRow]]),
  presenceOf: () => "up",
  capacity: {
    total: { cu: 10_000n, su: 10_000n },
    held: { cu: 0n, su: 0n },
    unpaid: { cu: 0n, su: 0n },
    free: { cu: 10_000n, su: 10_000n },
  },
};
const answer = (changes: Partial<PoolRow> = {}, others: Partial<RequestFacts> = {}): string =>
  answerRequest(request(changes), { ...facts, ...others }).kind;

describe("How a farm answers a reservation (section 4)", () => {
  it("accepts what it can serve, to the last second of its hour", () => {
    expect(answer()).to.equal("accept");
    expect(answer({}, { now: NOW + 1n })).to.equal("ignore");
  });

  it("answers none that is not, or no longer, a request", () => {
    for (const state of ["payable", "cancelled", "rejected", "active", "closed"] as const) {
      expect(answer({ state }), state).to.equal("ignore");
    }
  });

  it("spends no gas on one that its customer did not sign", () => {
    expect(answer({}, { customerKey: undefined })).to.equal("ignore");
    for (const change of [{ cus: 1n }, { cu_cap: 999n }, { epoch: 13n }, { tid: 2n }, { node_ids: [] }]) {
      const forged = { ...request(), ...change };
      expect(answerRequest(forged, facts).kind, Object.keys(change).join()).to.equal("ignore");
    }
    const elsewhere = { ...facts, domain: granaryDomain(1n, domain.verifyingContract) };
    expect(answerRequest(request(), elsewhere).kind).to.equal("ignore");
  });

  it("waits for confirmations", () => {
    expect(answer({}, { isConfirmed: false })).to.equal("wait");
  });

  it("waits for the quorum over the terms, where one is asked for", () => {
    const signing_request_hash: Hex = `0x${"11".repeat(32)}`;
    const quorum = { reached: false, quorum_min: 2, signed: [2], missing: [3], repeated: [] };
    expect(answer({ signing_request_hash })).to.equal("wait");
    expect(answer({ signing_request_hash }, { quorum })).to.equal("wait");
    expect(answer({ signing_request_hash }, { quorum: { ...quorum, reached: true } })).to.equal("accept");
    expect(answer({ signing_request_hash }, { now: NOW + 1n })).to.equal("ignore");
  });

  it("rejects, with the reason, what names a node that is down, retired, unproven or another's", () => {
    const told = (changes: Partial<RequestFacts>): unknown => answerRequest(request(), { ...facts, ...changes });
    expect(told({ presenceOf: () => "silent" })).to.deep.equal({ kind: "reject", reason: "node 7 is down" });
    expect(told({ presenceOf: () => "unknown" })).to.include({ kind: "wait" });
    for (const node of [undefined, { retired: true, is_valid: true }, { retired: false, is_valid: false }]) {
      const nodes = new Map(node === undefined ? [] : [[7n, node as NodeRow]]);
      expect(told({ nodes })).to.deep.equal({ kind: "reject", reason: "node 7 is not in use" });
    }
  });

  it("rejects, with the reason, what it has no capacity for", () => {
    const full = { ...facts.capacity, free: { cu: 999n, su: 10_000n } };
    expect(answerRequest(request(), { ...facts, capacity: full })).to.deep.equal({
      kind: "reject",
      reason: "not enough capacity: 999 of 1000 mCU are free",
    });
  });
});

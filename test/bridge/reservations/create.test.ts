import { expect } from "chai";
import { sql } from "kysely";
import { createReservation, raiseNumbers } from "../../../src/bridge/reservations/create.ts";
import type { ReservationRow } from "../../../src/bridge/db/tables.ts";
import { container } from "../../protocol/support/document.ts";
import { Farmyard, keyNamed, NOW } from "../support/farmyard.ts";

describe("Making a reservation (section 5, create)", () => {
  let yard: Farmyard;
  before(async () => {
    yard = await Farmyard.build();
  });
  after(() => yard.db.destroy());

  const create = (
    { json, signature }: { json: Uint8Array; signature: Uint8Array },
    now = NOW,
  ): Promise<ReservationRow> => createReservation(yard.db, yard.farm, json, signature, now);
  async function refusal(made: { json: Uint8Array; signature: Uint8Array }, now = NOW): Promise<string> {
    const before = await count();
    const error = await create(made, now).catch((cause: unknown) => cause);
    expect(await count(), "reservations").to.equal(before);
    return (error as { code: string }).code;
  }
  const count = async (): Promise<number> => (await yard.db.selectFrom("reservation").select("id").execute()).length;

  it("takes what the customer signed, and waits for signatures", async () => {
    const made = yard.document();
    const row = await create(made);
    expect(row).to.include({ pool_id: 5n, customer_tid: 1n, next_action: "sign" });
    expect(row.json.equals(made.json)).to.equal(true);
  });

  it("is the same for the same bytes, also when they come at once", async () => {
    const made = yard.document();
    const rows = await Promise.all(Array.from({ length: 8 }, () => create(made)));
    expect(new Set(rows.map(({ id }) => id)).size).to.equal(1);
  });

  it("is another for another nonce", async () => {
    const [first, second] = [await create(yard.document()), await create(yard.document())];
    expect(second.id > first.id).to.equal(true);
  });

  it("never gives a number again, after a restore from an old backup neither", async () => {
    const { id } = await create(yard.document());
    // What a backup of a minute ago would know.
    await sql`select setval('reservation_id', 1)`.execute(yard.db);
    await raiseNumbers(yard.db, NOW);
    const byTime = await create(yard.document());
    expect(byTime.id > id).to.equal(true);
    await raiseNumbers(yard.db, NOW, byTime.id + 1000n);
    expect((await create(yard.document())).id).to.equal(byTime.id + 1001n);
    await raiseNumbers(yard.db, NOW);
    expect((await create(yard.document())).id).to.equal(byTime.id + 1002n);
  });

  it("refuses the bytes of one that is over", async () => {
    const made = yard.document();
    const { id } = await create(made);
    await yard.db.updateTable("reservation").set({ next_action: "deleted" }).where("id", "=", id).execute();
    expect(await refusal(made)).to.equal("ReservationOver");
  });

  const wrong: Record<string, [code: string, make: () => ReturnType<Farmyard["document"]>]> = {
    "another chain": ["WrongChain", () => yard.document({ chain_id: 1 })],
    "another contract": ["WrongChain", () => yard.document({ contract: `0x${"cd".repeat(20)}` })],
    "a pool of another farm": ["NoSuchPool", () => yard.document({ pool_id: 6 })],
    "another's pool": ["NotYourPool", () => yard.document({ customer_tid: 2 })],
    "what could be signed until yesterday": [
      "Expired",
      () => yard.document({ expiration_provisioning: Number(NOW) - 1 }),
    ],
    "what can be signed for 31 days": [
      "TooFarAhead",
      () => yard.document({ expiration_provisioning: Number(NOW) + 30 * 86_400 + 1 }),
    ],
    "a node of another farm": ["NodeNotUsable", () => yard.document({ containers: [container({ node_id: 99 })] })],
    "a customer without key": ["NotYourPool", () => yard.document({ customer_tid: 50, pool_id: 5 })],
    "a signer without key in a quorum of all": [
      "QuorumOutOfReach",
      () => yard.document({ signing_request_provision: { signers: [1, 50], quorum_min: 2 } }),
    ],
    "more than the cap": ["AboveCap", () => yard.document({ containers: [container({ cru: 40, mru: 80 })] })],
    "another's signature": [
      "BadSignature",
      () => ({ ...yard.document(), signature: Buffer.from(keyNamed("a stranger").sign(yard.document().json)) }),
    ],
    "a signature of 63 bytes": ["BadSignature", () => ({ ...yard.document(), signature: Buffer.alloc(63) })],
    "bytes that are no document": ["NotJson", () => ({ json: Buffer.from("{"), signature: Buffer.alloc(64) })],
  };
  for (const [what, [code, make]] of Object.entries(wrong)) {
    it(`refuses ${what}: ${code}`, async () => {
      expect(await refusal(make())).to.equal(code);
    });
  }

  it("refuses nodes that are not the pool's, retired, or without proven key", async () => {
    await yard.addPool(20n, { node_ids: [8n] });
    expect(await refusal(yard.document({ pool_id: 20 }))).to.equal("NodeNotUsable");
    await yard.addNode(30n, { retired: true });
    await yard.addNode(31n, { is_valid: false });
    for (const node_id of [30, 31]) {
      expect(await refusal(yard.document({ containers: [container({ node_id })] }))).to.equal("NodeNotUsable");
    }
  });

  it("refuses a pool that is not active", async () => {
    for (const [at, state] of (["requested", "payable", "closed", "evicted"] as const).entries()) {
      const id = 40n + BigInt(at);
      await yard.addPool(id, { state });
      expect(await refusal(yard.document({ pool_id: Number(id) })), state).to.equal("PoolNotActive");
    }
  });

  it("refuses a quorum of two threebots with one key", async () => {
    await yard.giveKey(60n, keyNamed("threebot 2"));
    const signing_request_provision = { signers: [2, 60], quorum_min: 2 };
    expect(await refusal(yard.document({ signing_request_provision }))).to.equal("QuorumOutOfReach");
  });

  it("does not take the key that was rotated away, nor one whose proof is bad", async () => {
    await yard.giveKey(70n, keyNamed("threebot 70"));
    await yard.addPool(21n, { tid: 70n });
    const made = yard.document({ pool_id: 21, customer_tid: 70 });
    await yard.giveKey(70n, keyNamed("another"));
    expect(await refusal(made)).to.equal("BadSignature");
    await yard.giveKey(70n, keyNamed("threebot 70"), false);
    expect(await refusal(made)).to.equal("BadSignature");
  });
});

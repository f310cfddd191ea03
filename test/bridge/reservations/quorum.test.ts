import { expect } from "chai";
import { createReservation } from "../../../src/bridge/reservations/create.ts";
import { signReservation } from "../../../src/bridge/reservations/sign.ts";
import { sweepExpired, sweepWaiting } from "../../../src/bridge/reservations/sweep.ts";
import { takeResult } from "../../../src/bridge/ledger/results.ts";
import type { ReservationRow } from "../../../src/bridge/db/tables.ts";
import { container } from "../../protocol/support/document.ts";
import type { ReservationDocument } from "../../../src/protocol/workload/document.ts";
import { Farmyard, keyNamed, NOW } from "../support/farmyard.ts";

describe("Signing, paying, deploying and stopping (section 5)", () => {
  let yard: Farmyard;
  beforeEach(async () => {
    yard = await Farmyard.build();
  });
  afterEach(() => yard.db.destroy());

  async function create(changes: Partial<ReservationDocument> = {}): Promise<ReservationRow> {
    const { json, signature } = yard.document(changes);
    return createReservation(yard.db, yard.farm, json, signature, NOW);
  }
  const sign = (
    { id, json }: ReservationRow,
    action: "provision" | "delete",
    tid: number,
    now = NOW,
    key = keyNamed(`threebot ${tid}`),
  ): ReturnType<typeof signReservation> =>
    signReservation(yard.db, yard.farm, id, yard.signature(action, id, json, tid, key), now);
  async function provisioned(changes: Partial<ReservationDocument> = {}): Promise<ReservationRow> {
    const made = await create(changes);
    await sign(made, "provision", 1);
    return (await sign(made, "provision", 2)).reservation;
  }
  const codeOf = async (promise: Promise<unknown>): Promise<string> =>
    ((await promise.catch((cause: unknown) => cause)) as { code: string }).code;
  const look = async (id: bigint): Promise<ReservationRow> =>
    yard.db.selectFrom("reservation").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const errands = async (): Promise<string[]> => {
    const rows = await yard.db.selectFrom("outbox").selectAll().orderBy("seq").execute();
    return rows.map(({ kind, node_id, workload_id }) => `${kind} ${workload_id} on ${node_id}`);
  };
  const tell = async (id: bigint, changes = {}): Promise<string> => {
    const said = yard.result(id, changes);
    return takeResult(yard.db, yard.farm, said.id, said.json, said.signature, NOW);
  };
  const DRAW = { cu: 500n, su: 5n };
  const NONE = { cu: 0n, su: 0n };

  describe("the provision quorum", () => {
    it("of two: the second signature takes the draw and puts the workload into the outbox, at once", async () => {
      const made = await create();
      const first = await sign(made, "provision", 2);
      expect(first.quorum).to.deep.include({ reached: false, signed: [2], missing: [1, 3] });
      expect(first.reservation.next_action).to.equal("sign");
      expect(await yard.draws()).to.deep.equal(NONE);

      const second = await sign(made, "provision", 3);
      expect(second.quorum).to.deep.include({ reached: true, signed: [2, 3], missing: [1] });
      expect(second.reservation).to.include({ next_action: "deploy", quorum_block: 100n, quorum_at: NOW });
      expect(await yard.draws()).to.deep.equal(DRAW);
      expect(await errands()).to.deep.equal(["provision 1 on 7"]);
    });

    it("counts a signer once, however often he signs", async () => {
      const made = await create();
      for (let again = 0; again < 3; again++) {
        expect((await sign(made, "provision", 2)).quorum).to.deep.include({ reached: false, signed: [2] });
      }
    });

    it("is completed once, by however many sign at once", async () => {
      const made = await create();
      const all = await Promise.allSettled([1, 2, 3, 1, 2, 3].map((tid) => sign(made, "provision", tid)));
      expect(all.filter(({ status }) => status === "fulfilled").length).to.be.at.least(2);
      expect(await yard.draws()).to.deep.equal(DRAW);
      expect(await errands()).to.deep.equal(["provision 1 on 7"]);
    });

    it("refuses who is not listed, and whatever else was signed, and stores none of it", async () => {
      const made = await create();
      const other = await create();
      expect(await codeOf(sign(made, "provision", 4))).to.equal("NotListed");
      const wrong = [
        yard.signature("delete", made.id, made.json, 2),
        yard.signature("provision", other.id, made.json, 2),
        yard.signature("provision", made.id, other.json, 2),
        yard.signature("provision", made.id, made.json, 2, keyNamed("threebot 3")),
        { ...yard.signature("provision", made.id, made.json, 2), epoch: 1n },
        { ...yard.signature("provision", made.id, made.json, 2), tid: 3 },
        { ...yard.signature("provision", made.id, made.json, 2), signature: new Uint8Array(65) },
      ];
      for (const handedIn of wrong) {
        const refused = signReservation(yard.db, yard.farm, made.id, { ...handedIn, action: "provision" }, NOW);
        expect(await codeOf(refused)).to.equal("BadSignature");
      }
      expect(await yard.db.selectFrom("signature").selectAll().execute()).to.deep.equal([]);
      expect((await sign(made, "provision", 2)).quorum.signed).to.deep.equal([2]);
    });

    it("does not count a key that was rotated since, until its threebot signs again", async () => {
      const made = await create();
      await sign(made, "provision", 2);
      await yard.giveKey(2n, keyNamed("new key"));
      expect((await sign(made, "provision", 3)).quorum).to.deep.include({ reached: false, signed: [3] });
      expect(await codeOf(sign(made, "provision", 2))).to.equal("BadSignature");
      expect((await sign(made, "provision", 2, NOW, keyNamed("new key"))).quorum.reached).to.equal(true);
    });

    it("counts one key under two threebots once", async () => {
      await yard.giveKey(3n, keyNamed("threebot 2"));
      const made = await create();
      await sign(made, "provision", 2);
      const { quorum } = await sign(made, "provision", 3, NOW, keyNamed("threebot 2"));
      expect(quorum).to.deep.include({ reached: false, signed: [2], repeated: [3] });
    });

    it("that is not complete in time makes it invalid", async () => {
      const made = await create();
      await sign(made, "provision", 2);
      expect(await codeOf(sign(made, "provision", 3, NOW + 3601n))).to.equal("Expired");
      expect(await sweepExpired(yard.db, NOW + 3600n)).to.equal(0);
      expect(await sweepExpired(yard.db, NOW + 3601n)).to.equal(1);
      expect((await look(made.id)).next_action).to.equal("invalid");
      expect(await codeOf(sign(made, "provision", 3))).to.equal("NotSignable");
    });
  });

  describe("what waits", () => {
    it("for confirmations goes on when they are there", async () => {
      await yard.changePool(5n, { opened_in: 99n });
      const made = await provisioned();
      expect(made).to.include({ next_action: "pay", reason: "the payment for pool 5 has 2 of 3 confirmations" });
      expect(await yard.draws()).to.deep.equal(NONE);
      expect((await sweepWaiting(yard.db, yard.farm, NOW)).changed).to.equal(0);
      await yard.moveChainTo(101n);
      expect((await sweepWaiting(yard.db, yard.farm, NOW)).changed).to.equal(1);
      expect(await look(made.id)).to.include({ next_action: "deploy", quorum_block: 101n });
    });

    it("for a refill says how much of each unit lacks, and goes on when it came", async () => {
      await yard.changePool(5n, { cu: 59_999n, su: 864_000_000n });
      const made = await provisioned();
      expect(made.reason).to.equal("pool 5 lacks 1 milli-CU-seconds and 0 milli-SU-seconds to last two minutes");
      await yard.changePool(5n, { cu: 60_000n });
      await sweepWaiting(yard.db, yard.farm, NOW);
      expect((await look(made.id)).next_action).to.equal("deploy");
    });

    it("for caps that others fill", async () => {
      await yard.changePool(5n, { cu_cap: 900n });
      const first = await provisioned();
      const second = await provisioned();
      expect([first.next_action, second.next_action]).to.deep.equal(["deploy", "pay"]);
      expect(second.reason).to.contain("too low by 100 mCU and 0 mSU");
      await tell(first.id, { state: 0 });
      await sweepWaiting(yard.db, yard.farm, NOW);
      expect((await look(second.id)).next_action).to.equal("deploy");
      expect(await yard.draws()).to.deep.equal(DRAW);
    });

    it("for a node that is full", async () => {
      await yard.addNode(9n, { cru: 1n });
      const containers = [container({ node_id: 9 })];
      const [first, second] = [await provisioned({ containers }), await provisioned({ containers })];
      expect(first.next_action).to.equal("deploy");
      expect(second).to.include({ next_action: "pay", reason: "node 9 lacks 1 of cru" });
    });

    it("for the farm's threebot to have the bridge's key", async () => {
      await yard.giveKey(100n, keyNamed("another farm key"));
      expect((await provisioned()).reason).to.contain("another key on chain");
      expect(await yard.draws()).to.deep.equal(NONE);
    });

    it("and whose pool was sold or closed meanwhile is invalid", async () => {
      await yard.changePool(5n, { opened_in: 99n });
      const [sold, closed] = [await provisioned(), await provisioned()];
      await yard.changePool(5n, { tid: 2n });
      await sweepWaiting(yard.db, yard.farm, NOW);
      expect(await look(sold.id)).to.include({ next_action: "invalid", reason: "the pool belongs to threebot 2 now" });
      expect((await look(closed.id)).next_action).to.equal("invalid");
    });
  });

  it("never draws above the cap, whatever comes at once", async () => {
    await yard.changePool(5n, { cu_cap: 2000n });
    const made = await Promise.all(Array.from({ length: 12 }, () => create()));
    await Promise.all(made.map((one) => sign(one, "provision", 1)));
    const done = await Promise.all(made.map((one) => sign(one, "provision", 2)));
    expect(done.filter(({ reservation }) => reservation.next_action === "deploy")).to.have.length(4);
    expect(await yard.draws()).to.deep.equal({ cu: 2000n, su: 20n });
  });

  describe("results", () => {
    it("give the draw back once: an error, and deleted after it", async () => {
      const { id } = await provisioned();
      expect(await tell(id)).to.equal("taken");
      expect(await yard.draws()).to.deep.equal(DRAW);
      expect(await tell(id, { state: 0, message: "it crashed" })).to.equal("taken");
      expect(await yard.draws()).to.deep.equal(NONE);
      expect(await tell(id, { state: 0 })).to.equal("acknowledged");
      expect(await tell(id, { state: 2 })).to.equal("taken");
      expect(await tell(id, { state: 2 })).to.equal("acknowledged");
      expect(await yard.draws()).to.deep.equal(NONE);
      expect((await look(id)).next_action).to.equal("deleted");
    });

    it("never come back to life", async () => {
      const { id } = await provisioned();
      await tell(id, { state: 2 });
      expect(await codeOf(tell(id))).to.equal("ResultRefused");
      expect(await codeOf(tell(id, { state: 0 }))).to.equal("ResultRefused");
    });

    it("of another node, of another workload, changed, or of nothing are refused", async () => {
      const { id } = await provisioned();
      const honest = yard.result(id);
      const take = (said: typeof honest): Promise<string> =>
        takeResult(yard.db, yard.farm, said.id, said.json, said.signature, NOW);
      const forged = { ...honest, signature: Buffer.from(keyNamed("node 8").sign(honest.json)) };
      expect(await codeOf(take(forged))).to.equal("BadSignature");
      const changed = { ...honest, json: Buffer.from(honest.json.toString().replace('"{}"', '"[]"')) };
      expect(await codeOf(take(changed))).to.equal("BadSignature");
      expect(await codeOf(take(yard.result(id, { node_id: 8 })))).to.equal("WrongResult");
      expect(await codeOf(take(yard.result(id, { category: 2 })))).to.equal("WrongResult");
      expect(await codeOf(take(yard.result(id + 1n)))).to.equal("NoSuchWorkload");
      expect(await codeOf(take({ ...honest, id: "nonsense" }))).to.equal("BadGlobalId");
      expect(await yard.draws()).to.deep.equal(DRAW);
    });
  });

  describe("the delete quorum", () => {
    it("sends the nodes to delete; the draw ends when they say so", async () => {
      const made = await provisioned({ containers: [container(), container({ workload_id: 2, node_id: 8 })] });
      await tell(made.id);
      const { reservation } = await sign(made, "delete", 3);
      expect(reservation.next_action).to.equal("delete");
      expect((await errands()).slice(2)).to.deep.equal(["delete 2 on 8", "delete 1 on 7"]);
      expect(await yard.draws()).to.deep.equal({ cu: 1000n, su: 10n });
      await tell(made.id, { state: 2 });
      expect((await look(made.id)).next_action).to.equal("delete");
      await tell(made.id, { state: 2, workload_id: 2, node_id: 8 });
      expect(await look(made.id)).to.include({ next_action: "deleted", reason: "the delete quorum asked for it" });
      expect(await yard.draws()).to.deep.equal(NONE);
    });

    it("of what was never deployed needs no node", async () => {
      const made = await create();
      expect((await sign(made, "delete", 3)).reservation.next_action).to.equal("deleted");
      expect(await errands()).to.deep.equal([]);
    });

    it("is not the provision quorum", async () => {
      const made = await create({ signing_request_delete: { signers: [4], quorum_min: 1 } });
      expect(await codeOf(sign(made, "delete", 1))).to.equal("NotListed");
    });
  });

  it("what expires is deleted by its nodes", async () => {
    const made = await provisioned({ expiration_reservation: Number(NOW) + 7200 });
    expect(await sweepExpired(yard.db, NOW + 7199n)).to.equal(0);
    expect(await sweepExpired(yard.db, NOW + 7200n)).to.equal(1);
    expect(await sweepExpired(yard.db, NOW + 7200n)).to.equal(0);
    expect(await look(made.id)).to.include({ next_action: "delete", reason: "it has expired" });
    expect(await errands()).to.deep.equal(["provision 1 on 7", "delete 1 on 7"]);
  });
});

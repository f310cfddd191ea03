import { expect } from "chai";
import { takeResult } from "../../../src/bridge/ledger/results.ts";
import { heard } from "../../../src/bridge/presence.ts";
import { createReservation } from "../../../src/bridge/reservations/create.ts";
import { signReservation } from "../../../src/bridge/reservations/sign.ts";
import { endOver } from "../../../src/bridge/upkeep/end.ts";
import { keepUp } from "../../../src/bridge/upkeep/keep.ts";
import type { ReservationRow } from "../../../src/bridge/db/tables.ts";
import { container } from "../../protocol/support/document.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";

const LONG_AGO = NOW - 100_000n;
const DAY = 86_400n;

describe("Pools that run dry, end, or whose nodes fall silent", () => {
  let yard: Farmyard;
  let runs: ReservationRow;
  beforeEach(async () => {
    yard = await Farmyard.build();
    for (const node of [7n, 8n]) await heard(yard.db, node, "http://127.0.0.1:1", NOW);
    runs = await deployed();
    await yard.db.deleteFrom("outbox").execute();
    await yard.changePool(5n, { cu_rate: 500n, su_rate: 5n, last_reading: NOW, settled_at: NOW });
  });
  afterEach(() => yard.db.destroy());

  async function deployed(): Promise<ReservationRow> {
    const { json, signature } = yard.document();
    const made = await createReservation(yard.db, yard.farm, json, signature, NOW);
    const sign = async (tid: number): Promise<ReservationRow> =>
      (await signReservation(yard.db, yard.farm, made.id, yard.signature("provision", made.id, json, tid), NOW))
        .reservation;
    await sign(1);
    return sign(2);
  }
  /** Time passes; the chain goes on, and nodes are heard of. */
  async function at(now: bigint, nodes: readonly bigint[] = [7n, 8n]): Promise<void> {
    await yard.db.updateTable("chain_block").set({ timestamp: now }).execute();
    for (const node of nodes) await heard(yard.db, node, "http://127.0.0.1:1", now);
    await keepUp(yard.db, yard.farm, now, LONG_AGO);
    await endOver(yard.db, yard.farm, now);
  }
  const halt = async (): Promise<string> =>
    (await yard.db.selectFrom("workload").select("halt").executeTakeFirstOrThrow()).halt;
  const next = async (id = runs.id): Promise<ReservationRow> =>
    yard.db.selectFrom("reservation").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const errands = async (): Promise<string[]> =>
    (await yard.db.selectFrom("outbox").select("kind").orderBy("seq").execute()).map(({ kind }) => kind);
  const notices = async (): Promise<string[]> => {
    const rows = await yard.db
      .selectFrom("notice")
      .selectAll()
      .where("kind", "!=", "reservation")
      .orderBy("seq")
      .execute();
    return rows.map(({ kind, data }) => {
      const { reason, warning } = data as { reason?: string; warning?: number };
      return `${kind} ${reason ?? warning}`;
    });
  };
  const NONE = { cu: 0n, su: 0n };
  const DRAW = { cu: 500n, su: 5n };

  it("a dry pool: suspended, kept for the grace, then deleted", async () => {
    await yard.changePool(5n, { cu: 500n * 100n });
    await at(NOW + 99n);
    expect(await halt()).to.equal("");
    await at(NOW + 100n);
    expect([await halt(), await yard.draws(), await errands()]).to.deep.equal(["dry", NONE, ["suspend"]]);
    await at(NOW + 100n + DAY - 1n);
    expect((await next()).next_action).to.equal("deploy");
    await at(NOW + 100n + DAY);
    expect(await next()).to.include({ next_action: "delete", reason: "its pool ran dry and the grace is over" });
    expect(await errands()).to.deep.equal(["suspend", "delete"]);
    const gone = yard.result(runs.id, { state: 2 });
    await takeResult(yard.db, yard.farm, gone.id, gone.json, gone.signature, NOW + 200n + DAY);
    expect((await next()).next_action).to.equal("deleted");
    expect(await yard.draws()).to.deep.equal(NONE);
    const load = await yard.db.selectFrom("node_load").selectAll().where("node_id", "=", 7n).executeTakeFirstOrThrow();
    expect([load.cru, load.mru, load.sru]).to.deep.equal([0n, 0n, 0n]);
  });

  it("a refill within the grace brings it back, with its place on the node", async () => {
    await yard.changePool(5n, { cu: 0n });
    const before = await yard.db.selectFrom("node_load").selectAll().execute();
    await at(NOW + 1n);
    expect(await yard.db.selectFrom("node_load").selectAll().execute()).to.deep.equal(before);
    await yard.changePool(5n, { cu: 10n ** 9n });
    await at(NOW + 60n);
    expect([await halt(), await yard.draws(), await errands()]).to.deep.equal(["", DRAW, ["suspend", "resume"]]);
    expect(await notices()).to.include.members(["halted dry", "resumed "]);
  });

  it("a refill in time counts, although its node is silent, or nobody has listened yet", async () => {
    await yard.changePool(5n, { cu: 0n });
    await at(NOW + 1n);
    await yard.changePool(5n, { cu: 10n ** 12n, settled_at: NOW + 60n });
    await yard.db
      .updateTable("chain_block")
      .set({ timestamp: NOW + 2n * DAY })
      .execute();
    // The grace is long over; the bridge was away, and no heartbeat has come.
    await endOver(yard.db, yard.farm, NOW + 2n * DAY);
    await keepUp(yard.db, yard.farm, NOW + 2n * DAY, NOW + 2n * DAY);
    await endOver(yard.db, yard.farm, NOW + 2n * DAY);
    expect([await halt(), (await next()).next_action, await errands()]).to.deep.equal([
      "silent",
      "deploy",
      ["suspend", "resume"],
    ]);
  });

  it("what lacks nothing is not deleted with its neighbour that does", async () => {
    const { json, signature } = yard.document({ containers: [container(), container({ workload_id: 2, node_id: 8 })] });
    const made = await createReservation(yard.db, yard.farm, json, signature, NOW);
    for (const tid of [1, 2]) {
      await signReservation(yard.db, yard.farm, made.id, yard.signature("provision", made.id, json, tid), NOW);
    }
    await yard.db.deleteFrom("outbox").execute();
    await yard.changePool(5n, { cu_rate: 1000n, su_rate: 10n, cu_cap: 1000n });
    await at(NOW + 1n);
    await yard.changePool(5n, { settled_at: NOW + DAY, last_reading: NOW + DAY });
    await at(NOW + 1n + DAY);
    const rows = await yard.db.selectFrom("workload").selectAll().where("reservation_id", "=", made.id).execute();
    expect(rows.map(({ halt: why }) => why).toSorted()).to.deep.equal(["", "ended"]);
    expect((await next(made.id)).next_action).to.equal("deploy");
    expect((await errands()).filter((kind) => kind === "delete")).to.have.length(1);
    await at(NOW + 2n + DAY);
    expect(
      (await errands()).filter((kind) => kind === "delete"),
      "once",
    ).to.have.length(1);
    await signReservation(yard.db, yard.farm, made.id, yard.signature("delete", made.id, json, 1), NOW + DAY);
    expect(
      (await errands()).filter((kind) => kind === "delete"),
      "the other, by quorum",
    ).to.have.length(2);
  });

  it("a lowered cap: suspended at once, deleted after the grace", async () => {
    await yard.changePool(5n, { cu_cap: 499n, cu_rate: 499n });
    await at(NOW + 1n);
    expect([await halt(), await errands()]).to.deep.equal(["cap", ["suspend"]]);
    await at(NOW + 1n + DAY);
    expect(await next()).to.include({ next_action: "delete" });
  });

  it("a closed pool: deleted once that is confirmed", async () => {
    await yard.changePool(5n, { state: "closed", ended_in: 99n, cu: 0n, su: 0n, cu_rate: 0n, su_rate: 0n });
    await at(NOW + 1n);
    expect((await next()).next_action).to.equal("deploy");
    await yard.moveChainTo(101n);
    await at(NOW + 2n);
    expect(await next()).to.include({ next_action: "delete", reason: "its pool is closed" });
  });

  it("what was never deployed ends with its pool, and with its owner's leaving", async () => {
    const { json, signature } = yard.document();
    const waiting = await createReservation(yard.db, yard.farm, json, signature, NOW);
    await yard.changePool(5n, { tid: 3n });
    await at(NOW + 1n);
    expect(await next(waiting.id)).to.include({ next_action: "invalid", reason: "its pool is another threebot's" });
    expect((await next()).next_action, "what runs goes on").to.equal("deploy");
  });

  it("a silent node: its workloads draw nothing, without a word to it, until it is back", async () => {
    await at(NOW + 91n, [8n]);
    expect([await halt(), await yard.draws(), await errands()]).to.deep.equal(["silent", NONE, []]);
    await at(NOW + 200n);
    expect([await halt(), await yard.draws(), await errands()]).to.deep.equal(["", DRAW, []]);
  });

  it("nobody listened: nobody is silent", async () => {
    await yard.db
      .updateTable("chain_block")
      .set({ timestamp: NOW + 500n })
      .execute();
    await keepUp(yard.db, yard.farm, NOW + 500n, NOW + 450n);
    expect(await halt()).to.equal("");
  });

  it("what was not reported in two minutes is suspended, and never deleted for it", async () => {
    await yard.changePool(5n, { cu_rate: 0n, su_rate: 0n });
    await at(NOW + 120n);
    expect(await halt()).to.equal("");
    await at(NOW + 121n);
    expect([await halt(), await errands()]).to.deep.equal(["unreported", ["suspend"]]);
    await yard.db.updateTable("reporting").set({ failing_since: NOW, trouble: "the chain is away" }).execute();
    await at(NOW + 2n * DAY);
    expect([await halt(), (await next()).next_action]).to.deep.equal(["unreported", "deploy"]);
  });

  it("a head that is old decides nothing: not dry, not closed, not over", async () => {
    await yard.changePool(5n, { cu: 0n });
    await at(NOW + 1n);
    await yard.changePool(5n, { state: "closed", ended_in: 50n });
    for (const node of [7n, 8n]) await heard(yard.db, node, "", NOW + 2n * DAY);
    await keepUp(yard.db, yard.farm, NOW + 2n * DAY, LONG_AGO);
    await endOver(yard.db, yard.farm, NOW + 2n * DAY);
    expect((await next()).next_action).to.equal("deploy");
  });

  it("what is being deleted is halted without further errands", async () => {
    const asked = yard.signature("delete", runs.id, runs.json, 1);
    await signReservation(yard.db, yard.farm, runs.id, asked, NOW);
    await yard.changePool(5n, { cu: 0n });
    await at(NOW + 1n);
    expect([await halt(), await errands()]).to.deep.equal(["dry", ["delete"]]);
  });

  it("warns a week, a day and an hour before", async () => {
    await yard.changePool(5n, { cu: 500n * (8n * DAY), su: 10n ** 12n });
    for (const seconds of [0n, DAY, 2n * DAY, 7n * DAY - 1n, 7n * DAY, 8n * DAY - 3600n, 8n * DAY - 60n]) {
      const clock = { cu: 500n * (8n * DAY - seconds), settled_at: NOW + seconds, last_reading: NOW + seconds };
      await yard.changePool(5n, clock);
      await at(NOW + seconds);
    }
    expect(await notices()).to.deep.equal(["time-left 604800", "time-left 86400", "time-left 3600"]);
  });
});

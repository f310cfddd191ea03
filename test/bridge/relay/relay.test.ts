import { expect } from "chai";
import { createNodeClient } from "../../../src/bridge/relay/nodeClient.ts";
import { createRelay, type Relay, type RelayEvent } from "../../../src/bridge/relay/relay.ts";
import { takeRefusal } from "../../../src/bridge/ledger/refused.ts";
import { createReservation } from "../../../src/bridge/reservations/create.ts";
import { signReservation } from "../../../src/bridge/reservations/sign.ts";
import type { ReservationRow } from "../../../src/bridge/db/tables.ts";
import { globalId } from "../../../src/protocol/globalId.ts";
import { container } from "../../protocol/support/document.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";
import { TestNode } from "../support/testNode.ts";

describe("The relay", () => {
  let yard: Farmyard;
  let nodes: Map<bigint, TestNode>;
  let relay: Relay;
  let events: RelayEvent[];

  beforeEach(async () => {
    yard = await Farmyard.build();
    nodes = new Map([
      [7n, await TestNode.start(yard, 7)],
      [8n, await TestNode.start(yard, 8)],
    ]);
    events = [];
    relay = open();
  });
  afterEach(async () => {
    for (const node of nodes.values()) await node.stop();
    await yard.db.destroy();
  });

  const open = (timeoutMs = 2_000): Relay =>
    createRelay({
      db: yard.db,
      tell: createNodeClient(yard.farm, { timeoutMs }),
      urlOf: (id) => Promise.resolve(nodes.get(id)?.url),
      now: () => yard.now,
      refused: (errand, trouble) => takeRefusal(yard.db, errand, trouble, yard.now),
      observe: (event) => events.push(event),
    });
  async function run(one = relay): Promise<void> {
    await one.begin();
    await one.settled();
  }
  const node = (id: bigint): TestNode => nodes.get(id) as TestNode;
  const kinds = (): string[] => events.map(({ kind, errand }) => `${kind} ${errand.node_id}`);
  async function deployed(nodeId: number): Promise<ReservationRow> {
    const { json, signature } = yard.document({ containers: [container({ node_id: nodeId })] });
    const row = await createReservation(yard.db, yard.farm, json, signature, NOW);
    await sign(row, "provision", 1);
    return sign(row, "provision", 2);
  }
  async function sign(row: ReservationRow, action: "provision" | "delete", tid: number): Promise<ReservationRow> {
    const handedIn = yard.signature(action, row.id, row.json, tid);
    return (await signReservation(yard.db, yard.farm, row.id, handedIn, NOW)).reservation;
  }
  const idOf = ({ id }: ReservationRow): string => globalId(id, 1n);

  it("brings a node the whole signed envelope, and the node finds it good by itself", async () => {
    const row = await deployed(7);
    await run();
    expect(node(7n).told).to.deep.equal([`PUT ${idOf(row)}`]);
    expect(node(7n).faults).to.deep.equal([]);
    expect(kinds()).to.deep.equal(["delivered 7"]);
    await run();
    expect(node(7n).told).to.have.length(1);
  });

  it("keeps the order of each node: what is to be deleted was started before", async () => {
    const rows = [await deployed(7), await deployed(7), await deployed(7)];
    for (const row of rows) await sign(row, "delete", 3);
    await run();
    const [a, b, c] = rows.map(idOf);
    expect(node(7n).told).to.deep.equal([
      `PUT ${a}`,
      `PUT ${b}`,
      `PUT ${c}`,
      `DELETE ${a}`,
      `DELETE ${b}`,
      `DELETE ${c}`,
    ]);
    expect(node(7n).running.size).to.equal(0);
  });

  for (const mood of ["dead", "busy"] as const) {
    it(`tries a node that is ${mood} again, after longer each time, and loses nothing`, async () => {
      const row = await deployed(7);
      node(7n).mood = mood;
      for (const wait of [1n, 2n, 4n]) {
        await run();
        const last = events.at(-1);
        expect(last).to.deep.include({ kind: "delayed", until: yard.now + wait });
        // Before its time it is left in peace.
        const count = events.length;
        await run();
        expect(events).to.have.length(count);
        yard.now += wait;
      }
      node(7n).mood = "well";
      await run();
      expect(node(7n).told).to.deep.equal([`PUT ${idOf(row)}`]);
    });
  }

  it("lets no node wait for another that is slow or dead", async () => {
    const [slow, quick] = [await deployed(7), await deployed(8)];
    node(7n).mood = "slow";
    await relay.begin();
    while (node(8n).told.length === 0) await new Promise(setImmediate);
    expect(node(7n).told).to.deep.equal([]);
    expect(node(8n).told).to.deep.equal([`PUT ${idOf(quick)}`]);
    const later = await deployed(8);
    await relay.begin();
    while (node(8n).told.length === 1) await new Promise(setImmediate);
    expect(node(8n).told.at(-1)).to.equal(`PUT ${idOf(later)}`);
    node(7n).release();
    await relay.settled();
    expect(node(7n).told).to.deep.equal([`PUT ${idOf(slow)}`]);
  });

  it("gives up a node that never answers, for a while", async () => {
    await deployed(7);
    node(7n).mood = "slow";
    await run(open(50));
    expect(events[0]).to.deep.include({ kind: "delayed" });
    node(7n).release();
  });

  it("parks what a node refuses, goes on with the next, and tries again when an operator says so", async () => {
    const first = await deployed(7);
    node(7n).mood = "refusing";
    await run();
    expect(events[0]).to.deep.include({ kind: "parked", trouble: "422: never" });
    node(7n).mood = "well";
    const second = await deployed(7);
    await run();
    expect(node(7n).told).to.deep.equal([`PUT ${idOf(second)}`]);
    const [parked] = await yard.db.selectFrom("outbox").selectAll().execute();
    expect(await relay.retry(parked?.seq ?? 0n)).to.equal(true);
    expect(await relay.retry(parked?.seq ?? 0n)).to.equal(false);
    await run();
    expect(node(7n).told.at(-1)).to.equal(`PUT ${idOf(first)}`);
  });

  it("waits for a node that has not said where it is", async () => {
    const row = await deployed(8);
    const known = node(8n);
    nodes.delete(8n);
    await run();
    expect(events[0]).to.deep.include({ kind: "delayed", trouble: "the node has not said where it is" });
    nodes.set(8n, known);
    yard.now += 1n;
    await run();
    expect(known.told).to.deep.equal([`PUT ${idOf(row)}`]);
  });

  it("sends again what was sent when it was killed before it knew: the node takes it as the same", async () => {
    const row = await deployed(7);
    const tell = createNodeClient(yard.farm);
    const killed = createRelay({
      db: yard.db,
      tell: async (...told) => {
        await tell(...told);
        throw new Error("killed");
      },
      urlOf: (id) => Promise.resolve(nodes.get(id)?.url),
      now: () => yard.now,
      refused: () => Promise.resolve(),
      observe: () => {},
    });
    await run(killed).catch(() => {});
    await run();
    expect(node(7n).told).to.deep.equal([`PUT ${idOf(row)}`, `PUT ${idOf(row)}`]);
    expect(node(7n).running.size).to.equal(1);
  });

  it("lets no workload wait for another that its node fails at", async () => {
    const [first, second] = [await deployed(7), await deployed(7)];
    const tell = createNodeClient(yard.farm);
    const picky = createRelay({
      db: yard.db,
      tell: (url, errand, envelope, now) =>
        errand.reservation_id === first.id
          ? Promise.resolve({ kind: "failed", trouble: "500: an image that is none" } as const)
          : tell(url, errand, envelope, now),
      urlOf: (id) => Promise.resolve(nodes.get(id)?.url),
      now: () => yard.now,
      refused: () => Promise.resolve(),
      observe: () => {},
    });
    await run(picky);
    await run(picky);
    expect(node(7n).told).to.deep.equal([`PUT ${idOf(second)}`]);
  });

  it("gives back what a node will never start, though it signed nothing", async () => {
    const row = await deployed(7);
    node(7n).mood = "refusing";
    await run();
    expect(await yard.draws()).to.deep.equal({ cu: 0n, su: 0n });
    const workload = await yard.db.selectFrom("workload").selectAll().executeTakeFirstOrThrow();
    expect(workload).to.include({ result_state: 0n, result: null, is_drawing: false });
    await takeRefusal(yard.db, { kind: "provision", reservation_id: row.id, workload_id: 1n }, "422", yard.now);
    expect(await yard.draws()).to.deep.equal({ cu: 0n, su: 0n });
  });

  it("counts as deleted what a node does not have", async () => {
    const row = await deployed(7);
    await run();
    await sign(row, "delete", 3);
    await takeRefusal(yard.db, { kind: "delete", reservation_id: row.id, workload_id: 1n }, "404: unknown", yard.now);
    const after = await yard.db.selectFrom("reservation").selectAll().executeTakeFirstOrThrow();
    expect([after.next_action, await yard.draws()]).to.deep.equal(["deleted", { cu: 0n, su: 0n }]);
  });

  it("waits for a node whose address is none, without harm to others", async () => {
    const rows = [await deployed(7), await deployed(8)];
    const odd = createRelay({
      db: yard.db,
      tell: createNodeClient(yard.farm),
      urlOf: (id) => Promise.resolve(id === 7n ? "http://" : nodes.get(id)?.url),
      now: () => yard.now,
      refused: () => Promise.resolve(),
      observe: (event) => events.push(event),
    });
    await run(odd);
    expect(kinds().toSorted()).to.deep.equal(["delayed 7", "delivered 8"]);
    expect(node(8n).told).to.deep.equal([`PUT ${idOf(rows[1] as ReservationRow)}`]);
  });
});

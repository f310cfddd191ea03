import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { expect } from "chai";
import { sql } from "kysely";
import { until } from "../../scripts/stack/until.ts";
import { type Database, openDatabase } from "../../src/bridge/db/database.ts";
import { canonicalJson } from "../../src/protocol/canonicalJson.ts";
import { ACTION, actionOver, signedMessage } from "../../src/protocol/message.ts";
import { container, reservation } from "../protocol/support/document.ts";
import { newDatabaseUrl } from "./support/database.ts";
import { CUSTOMER, Market } from "./support/market.ts";

const DEPLOYMENTS = Number(process.env["TOGETHER_DEPLOYMENTS"] ?? 400);
const POOLS = Math.min(100, Math.ceil(DEPLOYMENTS / 40));
const CLIENTS = 16;
const KILLS = 3;

describe(`Two bridges on one database: ${DEPLOYMENTS} deployments over ${POOLS} pools, the leader killed ${KILLS} times`, function () {
  this.timeout(240_000 + DEPLOYMENTS * 60);

  let market: Market;
  let db: Database;
  let node: Server;
  let beats: NodeJS.Timeout;
  /** How often each workload was sent. */
  const told = new Map<string, number>();
  const ids = new Set<number>();

  before(async () => {
    node = createServer((request, response) => {
      const gid = (request.url ?? "").split("/")[3] ?? "";
      request.resume().on("end", () => {
        told.set(gid, (told.get(gid) ?? 0) + 1);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
    const url = await newDatabaseUrl();
    market = await Market.open(url, 2);
    db = openDatabase(url, { onIdleError: () => {} });
    const nodeUrl = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
    const beat = (): Promise<boolean> => market.heartbeat(nodeUrl).catch(() => false);
    await until("the bridge knows the node", 30_000, beat);
    beats = setInterval(() => void beat(), 10_000);
    await market.buyPools(POOLS, { units: 10n ** 7n, cap: 100_000n });
    await until("the bridge knows the pools", 30_000, async () => {
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from pool where state = 'active'`.execute(
        db,
      );
      return rows[0]?.count === BigInt(POOLS);
    });
  });
  after(async () => {
    clearInterval(beats);
    await db?.destroy();
    await market?.close();
    await new Promise((resolve) => node.close(resolve));
  });

  /** Asks any of the bridges until one has answered: who is killed answers nobody. */
  async function ask(path: string, body: object, wanted: number): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 200; tries++) {
      const { url } = market.bridges[tries % market.bridges.length] ?? {};
      const headers = { "content-type": "application/json" };
      try {
        const answer = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
        const view = (await answer.json()) as Record<string, unknown>;
        if (answer.status === wanted || view["code"] === "NotSignable") return view;
        if (answer.status < 500) throw new TypeError(JSON.stringify(view));
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith("{")) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nobody answers ${path}`);
  }

  async function deploy(pool_id: number): Promise<void> {
    const json = canonicalJson(
      reservation({
        ...{
          chain_id: Number(market.domain.chainId),
          contract: market.domain.verifyingContract,
          customer_tid: 2,
          pool_id,
        },
        nonce: randomBytes(16).toString("hex"),
        expiration_provisioning: Math.floor(Date.now() / 1000) + 3600,
        signing_request_provision: { signers: [2], quorum_min: 1 },
        signing_request_delete: { signers: [2], quorum_min: 1 },
        containers: [container({ node_id: 1 })],
      }),
    );
    const customer_signature = Buffer.from(CUSTOMER.sign(Buffer.from(json))).toString("hex");
    const id = Number((await ask("/v1/reservations", { json, customer_signature }, 201))["id"]);
    ids.add(id);
    const fields = { action: ACTION.provision, subject: BigInt(id), tid: 2n, epoch: 1n };
    const message = signedMessage(market.domain, actionOver(Buffer.from(json), fields));
    const signature = Buffer.from(CUSTOMER.sign(message)).toString("hex");
    await ask(`/v1/reservations/${id}/sign/provision`, { tid: 2, epoch: 1, signature }, 200);
  }

  it("all are deployed, each once, and the ledger is exact", async () => {
    let begun = 0;
    let done = 0;
    const killAt = Array.from({ length: KILLS }, (_, at) => Math.floor((DEPLOYMENTS * (at + 1)) / (KILLS + 1)));
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (begun < DEPLOYMENTS) {
        await deploy(1 + (begun++ % POOLS));
        done++;
      }
    });
    const killing = (async () => {
      for (const at of killAt) {
        await until(`${at} are done`, 120_000, () => Promise.resolve(done >= at));
        const leader = market.bridges.find(({ isLeading }) => isLeading);
        if (leader === undefined) throw new Error("nobody leads");
        await market.kill(leader);
        await until("another leads", 30_000, () => Promise.resolve(market.bridges.some(({ isLeading }) => isLeading)));
        await market.startBridge();
      }
    })();
    await Promise.all([...clients, killing]);
    await until("the node was told of all", 120_000, async () => {
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from outbox`.execute(db);
      return rows[0]?.count === 0n && told.size >= DEPLOYMENTS;
    });

    expect(ids.size, "numbers").to.equal(DEPLOYMENTS);
    expect(told.size, "workloads that the node was told of").to.equal(DEPLOYMENTS);
    const { rows } = await sql<{ pools: bigint; cu: bigint; su: bigint; entries: bigint; running: bigint }>`
      select count(*) as pools, sum(pool_draw.cu)::bigint as cu, sum(pool_draw.su)::bigint as su,
        (select count(*) from ledger_entry) as entries,
        (select count(*) from reservation where next_action = 'deploy') as running
      from pool_draw
    `.execute(db);
    const n = BigInt(DEPLOYMENTS);
    expect(rows[0]).to.deep.equal({ pools: BigInt(POOLS), cu: 500n * n, su: 5n * n, entries: n, running: n });
  });

  it("and the chain knows what all pools draw", async () => {
    await until("every reading is there", 60_000, async () => {
      const { rows } = await sql<{ count: bigint }>`
        select count(*) as count from pool join pool_draw using (pool_id)
        where cu_rate <> pool_draw.cu or su_rate <> pool_draw.su
      `.execute(db);
      return rows[0]?.count === 0n;
    });
  });
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { randomBytes } from "node:crypto";
import type { Database as Server } from "../../scripts/stack/database.ts";
import { until } from "../../scripts/stack/until.ts";
import { canonicalJson } from "../../src/protocol/canonicalJson.ts";
import { globalId } from "../../src/protocol/globalId.ts";
import { ACTION, actionOver, signedMessage } from "../../src/protocol/message.ts";
import { container, reservation } from "../../test/protocol/support/document.ts";
import { unixNow } from "./farm.ts";
import { CUSTOMER, Market } from "../../test/bridge/support/market.ts";

const POOLS = 50;
const ROUNDS = 4;
const EVENTS_PER_SECOND = 50;
/** Lasts two minutes for one workload more, and not for two. */
const ENOUGH = 75n;
/** The customer's. */
const WALLET = 1;

export interface Latency {
  readonly relayP50: number;
  readonly relayP95: number;
  readonly relayP99: number;
}

/**
 * From the block in which a refill is mined to the node's receipt of the workload that waited for it, in milliseconds.
 * The block counts from the moment in which the chain announced it.
 */
export async function measureRelay(server: Server, say: (what: string) => void): Promise<Latency> {
  const received = new Map<string, number>();
  const node = createServer((request, response) => {
    request.resume().on("end", () => {
      received.set((request.url ?? "").split("/")[3] ?? "", performance.now());
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
  const nodeUrl = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  say("Opening a market");
  const market = await Market.open(await server.open("relay"));
  const beats = setInterval(() => void market.heartbeat(nodeUrl), 20_000);
  const heads = await headsOf(market);
  try {
    await until("the bridge knows the node", 30_000, () => market.heartbeat(nodeUrl));
    say(`Buying ${POOLS} pools`);
    await market.buyPools(POOLS, { units: 1n, cap: 5_000n });
    const samples: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const waiting = await reserveInEach(market);
      say(`Refilling them at ${EVENTS_PER_SECOND} a second, ${round} of ${ROUNDS}`);
      const sent = await refillEach(market);
      await until("all are told", 60_000, () => Promise.resolve(waiting.every((gid) => received.has(gid))));
      for (const [at, gid] of waiting.entries()) {
        const mined = heads.minedAt(await sent[at]);
        samples.push((received.get(gid) ?? 0) - mined);
      }
    }
    samples.sort((a, b) => a - b);
    const part = (share: number): number => samples[Math.ceil(samples.length * share) - 1] ?? 0;
    return { relayP50: part(0.5), relayP95: part(0.95), relayP99: part(0.99) };
  } finally {
    clearInterval(beats);
    heads.close();
    await market.close();
    node.close();
  }
}

async function headsOf({ chain }: Market) {
  const seen = new Map<number, number>();
  const socket = new WebSocket(chain.url.replace("http", "ws"));
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  socket.addEventListener("message", ({ data }) => {
    const at = performance.now();
    const { params } = JSON.parse(String(data)) as { params?: { result: { number: string } } };
    if (params !== undefined) seen.set(Number(params.result.number), at);
  });
  socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] }));
  return {
    minedAt: (block = 0): number => {
      const at = seen.get(block);
      if (at === undefined) throw new Error(`block ${block} was not announced`);
      return at;
    },
    close: () => {
      socket.close();
    },
  };
}

/** In each pool one workload that it cannot pay for yet. @returns their global ids */
async function reserveInEach(market: Market): Promise<string[]> {
  const gids: string[] = [];
  for (let pool_id = 1; pool_id <= POOLS; pool_id++) {
    const json = canonicalJson(
      reservation({
        ...{
          chain_id: Number(market.domain.chainId),
          contract: market.domain.verifyingContract,
          customer_tid: 2,
          pool_id,
        },
        nonce: randomBytes(16).toString("hex"),
        expiration_provisioning: Number(unixNow()) + 3600,
        signing_request_provision: { signers: [2], quorum_min: 1 },
        signing_request_delete: { signers: [2], quorum_min: 1 },
        containers: [container({ node_id: 1 })],
      }),
    );
    const customer_signature = Buffer.from(CUSTOMER.sign(Buffer.from(json))).toString("hex");
    const body = { json, customer_signature };
    let id = 0;
    await until("it is reserved", 30_000, async () => {
      const made = await post(`${market.url}/v1/reservations`, body);
      id = Number(made["id"]);
      return Number.isInteger(id);
    });
    const fields = { action: ACTION.provision, subject: BigInt(id), tid: 2n, epoch: 1n };
    const message = signedMessage(market.domain, actionOver(Buffer.from(json), fields));
    const signature = Buffer.from(CUSTOMER.sign(message)).toString("hex");
    const view = await post(`${market.url}/v1/reservations/${id}/sign/provision`, { tid: 2, epoch: 1, signature });
    if (view["next"] !== "pay") throw new Error(`it does not wait: ${JSON.stringify(view)}`);
    gids.push(globalId(BigInt(id), 1n));
  }
  return gids;
}

/** @returns the block of each */
async function refillEach(market: Market): Promise<Promise<number>[]> {
  const sent: Promise<number>[] = [];
  const wallet = market.wallet(WALLET);
  let nonce = await wallet.getNonce();
  for (let pool = 1; pool <= POOLS; pool++) {
    const data = market.test.chain.faces.pools.encodeFunctionData("refill", [
      pool,
      ENOUGH,
      ENOUGH,
      10n ** 12n,
      10n ** 12n,
    ]);
    const to = market.test.chain.pools;
    const one = wallet.sendTransaction({ to, data, nonce: nonce++, gasLimit: 500_000n });
    sent.push(one.then(async (response) => (await response.wait())?.blockNumber ?? 0));
    await sleep(1000 / EVENTS_PER_SECOND);
  }
  return sent;
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
}

import type { Database as Server } from "../../scripts/stack/database.ts";
import { decoderFor } from "../../src/bridge/chain/decode.ts";
import { openEndpoint } from "../../src/bridge/chain/endpoint.ts";
import { createEndpoints } from "../../src/bridge/chain/endpoints.ts";
import { createFollower } from "../../src/bridge/chain/follower.ts";
import { createMirror } from "../../src/bridge/chain/mirror/apply.ts";
import { createRecord } from "../../src/bridge/chain/record.ts";
import { openDatabase } from "../../src/bridge/db/database.ts";
import { migrate } from "../../src/bridge/db/migrate.ts";
import { granaryDomain } from "../../src/protocol/eip712.ts";
import type { Deployment } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { fillPacked } from "../subgraph/fill.ts";
import { installPonder, ponderBackfill } from "../subgraph/measure/ponder.ts";
import { median } from "./verify.ts";

const ROUNDS = 3;

export interface Follow {
  readonly followerEventsPerSecond: number;
  readonly followerRatio: number;
  readonly ponderRatio: number | undefined;
}

/** The mirror of one farm of a hundred from block 0 on, beside the same logs merely read, and beside Ponder. */
export async function measureFollower(
  server: Server,
  withPonder: boolean,
  say: (what: string) => void,
): Promise<Follow> {
  if (withPonder) installPonder();
  say("Filling a chain with 20000 events, 50 to a block");
  const { chain, deployment } = await fillPacked({ farms: 100, customers: 500, events: 20_000 });
  try {
    const ours: number[] = [];
    const raw: number[] = [];
    let events = 0;
    for (let round = 0; round < ROUNDS; round++) {
      say(`Following it, ${round + 1} of ${ROUNDS}`);
      const began = performance.now();
      events = await readLogsRaw(chain.url, deployment);
      raw.push(performance.now() - began);
      ours.push(await follow(chain.url, deployment, await server.open(`follow${round}`)));
      say(`  ${events} logs in ${ours.at(-1)?.toFixed(0)} ms, merely read in ${raw.at(-1)?.toFixed(0)} ms`);
    }
    const ponder = withPonder ? (await ponderBackfill(chain.url, server, deployment)).seconds * 1000 : undefined;
    return {
      followerEventsPerSecond: (events / median(ours)) * 1000,
      followerRatio: median(raw) / median(ours),
      ponderRatio: ponder === undefined ? undefined : ponder / median(ours),
    };
  } finally {
    await chain.stop();
  }
}

function contractsOf({ contracts }: Deployment) {
  const { Registry, Pools, Orders } = contracts;
  return { registry: Registry.address, pools: Pools.address, orders: Orders.address };
}

/** @returns milliseconds to the chain's head */
async function follow(rpcUrl: string, deployment: Deployment, databaseUrl: string): Promise<number> {
  const db = openDatabase(databaseUrl, { onIdleError: () => {} });
  await migrate(db);
  const chainId = BigInt(deployment.chainId);
  const contracts = contractsOf(deployment);
  const mirror = createMirror(1n, granaryDomain(chainId, contracts.pools));
  const endpoints = createEndpoints([openEndpoint(rpcUrl, chainId)]);
  const follower = createFollower({
    db,
    endpoints,
    record: createRecord(db, mirror, decoderFor(contracts)),
    addresses: Object.values(contracts),
    startBlock: BigInt(deployment.startBlock),
    reorgDepth: 30n,
    observe: () => {},
  });
  const began = performance.now();
  for (;;) {
    const { kind } = await follower.step();
    if (kind === "current") break;
    if (kind === "unknown") throw new Error("the chain cannot be told");
  }
  const took = performance.now() - began;
  endpoints.close();
  await db.destroy();
  return took;
}

/** All there is in one answer, parsed. @returns how many logs */
async function readLogsRaw(rpcUrl: string, deployment: Deployment): Promise<number> {
  const address: readonly Hex[] = Object.values(contractsOf(deployment));
  const filter = { fromBlock: `0x${deployment.startBlock.toString(16)}`, toBlock: "latest", address };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getLogs", params: [filter] });
  const answer = await fetch(rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result } = JSON.parse(await answer.text()) as { result: unknown[] };
  return result.length;
}

import { Interface } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import { readPosition } from "../chain/position.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection } from "../db/database.ts";
import type { NodeRow, PoolRow } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import { keysOf } from "../keys.ts";
import { nodesUp } from "../presence.ts";
import { answerRequest } from "./decide.ts";
import { type Capacity, capacityOf, type Claim } from "./free.ts";

const POOLS = new Interface([
  "function accept(uint256 id, bytes32 termsHash)",
  "function reject(uint256 id, bytes32 termsHash, string reason)",
]);

/**
 * The farm's answer to its oldest request that can be answered now, as a transaction. One at a time: the next is judged
 * when the mirror has seen this one, so that nothing is promised twice.
 */
export async function nextAnswer(db: Connection, farm: Farm, now: bigint): Promise<Call | undefined> {
  const requests = await db
    .selectFrom("pool")
    .selectAll()
    .where("state", "=", "requested")
    .where("deadline", ">=", now)
    .orderBy("pool_id")
    .execute();
  if (requests.length === 0) return undefined;
  const nodes = await db.selectFrom("node").selectAll().execute();
  const [capacity, up, position, keyOf] = await Promise.all([
    currentCapacity(db, nodes, now),
    nodesUp(db, now),
    readPosition(db),
    keysOf(
      db,
      requests.map(({ tid }) => Number(tid)),
    ),
  ]);
  const known = new Map(nodes.map((node) => [node.node_id, node]));
  for (const request of requests) {
    const answer = answerRequest(request, {
      domain: farm.domain,
      farmId: farm.farmId,
      now,
      isConfirmed: (position?.number ?? 0n) - request.requested_in + 1n >= farm.confirmations,
      customerKey: keyOf(Number(request.tid)),
      quorum: undefined,
      nodes: known,
      isUp: (id) => up.has(id),
      capacity,
    });
    if (answer.kind === "accept") return callOf(farm, request, "accept", [request.pool_id, request.terms_hash]);
    if (answer.kind === "reject") {
      return callOf(farm, request, "reject", [request.pool_id, request.terms_hash, answer.reason]);
    }
  }
  return undefined;
}

/** What is sold, held and free now. */
async function currentCapacity(db: Connection, nodes: readonly NodeRow[], now: bigint): Promise<Capacity> {
  const pools = await db
    .selectFrom("pool")
    .leftJoin("pool_draw", "pool_draw.pool_id", "pool.pool_id")
    .select(["pool.state", "pool.cu_cap", "pool.su_cap", "pool.deadline", "pool.held_until"])
    .select(["pool_draw.cu", "pool_draw.su"])
    .where((or) =>
      or.or([or("state", "in", ["active", "payable"]), or("pool_draw.cu", ">", 0n), or("pool_draw.su", ">", 0n)]),
    )
    .execute();
  const claims: Claim[] = pools.map(({ cu, su, ...pool }) => ({ pool, drawn: { cu: cu ?? 0n, su: su ?? 0n } }));
  return capacityOf(nodes, claims, [], now);
}

function callOf({ domain }: Farm, { pool_id }: PoolRow, name: string, values: unknown[]): Call {
  const data = POOLS.encodeFunctionData(name, values) as Hex;
  return { purpose: `${name} ${pool_id}`, to: domain.verifyingContract, data };
}

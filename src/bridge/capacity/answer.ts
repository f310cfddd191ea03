import { Interface } from "ethers";
import type { Transaction } from "kysely";
import type { Hex } from "../../protocol/hex.ts";
import type { IsResting, Rest } from "../agenda.ts";
import { readPosition } from "../chain/position.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection, Database } from "../db/database.ts";
import type { NodeRow, PoolRow, Tables } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import { keysOf } from "../keys.ts";
import { presenceOf } from "../presence.ts";
import { currentCapacity } from "./current.ts";
import { type Answer, answerRequest, type RequestFacts } from "./decide.ts";
import type { Capacity } from "./free.ts";
import { lockCapacity } from "./lock.ts";
import { termsQuorum } from "./termsQuorum.ts";

const POOLS = new Interface([
  "function accept(uint256 id, bytes32 termsHash)",
  "function reject(uint256 id, bytes32 termsHash, string reason)",
]);
/** Seconds that a sent acceptance holds what it promises, until the mirror has seen it. */
const PROMISE_SECONDS = 600n;

interface AnswerOptions {
  readonly now: bigint;
  readonly listeningSince: bigint;
  readonly isResting: IsResting;
  /** What nobody honest waits for is not looked at again for a while. */
  readonly rest: Rest;
}

/** Requests at most in one look: reports wait meanwhile. */
const AT_ONCE = 50;
const ENOUGH = { cu: 2n ** 62n, su: 2n ** 62n };
const ENDLESS: Capacity = { total: ENOUGH, held: { cu: 0n, su: 0n }, unpaid: { cu: 0n, su: 0n }, free: ENOUGH };

/**
 * The farm's answer to its oldest request that can be answered now, as a transaction. An acceptance is booked as a promise
 * in the same moment in which the capacity was found free.
 */
export async function nextAnswer(
  db: Database,
  farm: Farm,
  { now, listeningSince, isResting, rest }: AnswerOptions,
): Promise<Call | undefined> {
  const requests = await db
    .selectFrom("pool")
    .selectAll()
    .where("state", "=", "requested")
    .where("deadline", ">=", now)
    .orderBy("pool_id")
    .execute();
  const waiting = requests.filter((request) => !isResting(purposeOf(request)));
  if (waiting.length === 0) return undefined;
  for (const request of waiting.slice(0, AT_ONCE)) {
    // What needs no answer yet, or none at all, costs no look at the farm's capacity.
    const first = answerRequest(request, {
      ...(await factsFor(db, farm, request, now, listeningSince)),
      capacity: ENDLESS,
    });
    if (first.kind === "ignore") rest(purposeOf(request));
    if (first.kind !== "accept" && first.kind !== "reject") continue;
    const answer = await db.transaction().execute(async (transaction) => {
      await lockCapacity(transaction);
      const facts = await factsFor(transaction, farm, request, now, listeningSince);
      return promise(transaction, farm, request, facts);
    });
    if (answer.kind === "accept" || answer.kind === "reject") return callOf(farm, request, answer);
  }
  return undefined;
}

async function factsFor(
  db: Connection,
  farm: Farm,
  request: PoolRow,
  now: bigint,
  listeningSince: bigint,
): Promise<Omit<RequestFacts, "capacity">> {
  const position = await readPosition(db);
  const keyOf = await keysOf(db, [Number(request.tid)]);
  return {
    domain: farm.domain,
    farmId: farm.farmId,
    now,
    isConfirmed: (position?.number ?? 0n) - request.requested_in + 1n >= farm.confirmations,
    customerKey: keyOf(Number(request.tid)),
    quorum: await termsQuorum(db, request),
    nodes: await nodesById(db),
    presenceOf: await presenceOf(db, now, listeningSince),
  };
}

async function promise(
  transaction: Transaction<Tables>,
  farm: Farm,
  request: PoolRow,
  facts: Omit<RequestFacts, "capacity">,
): Promise<Answer> {
  const { pool_id, cu_cap, su_cap } = request;
  // Its own promise, of an acceptance that did not get through, does not stand in its way.
  await transaction.deleteFrom("promise").where("pool_id", "=", pool_id).execute();
  const capacity = await currentCapacity(transaction, farm, [...facts.nodes.values()], facts.now);
  const answer = answerRequest(request, { ...facts, capacity });
  if (answer.kind === "accept") {
    const row = {
      pool_id,
      tid: null,
      signer: null,
      nonce: null,
      cu_cap,
      su_cap,
      deadline: facts.now + PROMISE_SECONDS,
    };
    await transaction.insertInto("promise").values(row).execute();
  }
  return answer;
}

async function nodesById(db: Connection): Promise<ReadonlyMap<bigint, NodeRow>> {
  const nodes = await db.selectFrom("node").selectAll().execute();
  return new Map(nodes.map((node) => [node.node_id, node]));
}

function purposeOf({ pool_id }: PoolRow): string {
  return `answer to ${pool_id}`;
}

function callOf({ domain }: Farm, request: PoolRow, answer: Answer): Call {
  const { pool_id, terms_hash } = request;
  const data =
    answer.kind === "reject"
      ? POOLS.encodeFunctionData("reject", [pool_id, terms_hash, answer.reason])
      : POOLS.encodeFunctionData("accept", [pool_id, terms_hash]);
  return { purpose: purposeOf(request), to: domain.verifyingContract, data: data as Hex };
}

import { sql } from "kysely";
import { sha256 } from "../../protocol/evm.ts";
import { readDocument, type ReservationDocument, workloadsOf } from "../../protocol/workload/document.ts";
import type { Connection, Database } from "../db/database.ts";
import type { NodeRow, ReservationRow } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Farm } from "../farm.ts";
import { isOver } from "./actions.ts";
import { type Facts, judgeDocument } from "./judge.ts";
import { keysOf } from "../keys.ts";

/** The first second of the numbers: those of 136 years fit in 4 bytes. */
const NUMBERS_BEGIN = 1_767_225_600n;

/**
 * Numbers rise with time at least, so that a bridge that was restored from an old backup does not give one again.
 *
 * @param known the highest that any node knows
 */
export async function raiseNumbers(db: Database, now: bigint, known = 0n): Promise<void> {
  const least = [now - NUMBERS_BEGIN, known, 1n].reduce((a, b) => (a > b ? a : b));
  await sql`
    select setval('reservation_id', greatest(${least}::bigint, (select last_value from reservation_id)))
  `.execute(db);
}

/** Takes a signed document. The same bytes again are the same reservation; when that one is over, they are refused. */
export async function createReservation(
  db: Database,
  farm: Farm,
  json: Uint8Array,
  signature: Uint8Array,
  now: bigint,
): Promise<ReservationRow> {
  const document = readDocument(json);
  const hash = sha256(json);
  const before = await findByHash(db, hash);
  if (before !== undefined) return demandLiving(before);

  const pool = judgeDocument(json, document, signature, await factsFor(db, farm, document, now));
  await demandFew(db, pool.pool_id);
  const row = {
    json: Buffer.from(json),
    json_sha256: hash,
    pool_id: pool.pool_id,
    customer_tid: pool.tid,
    customer_signature: Buffer.from(signature),
    next_action: "sign",
    reason: "",
    created_at: now,
    expires_unsigned: BigInt(document.expiration_provisioning),
    expires: BigInt(document.expiration_reservation),
    changed_at: now,
  } as const;
  const made = await db
    .insertInto("reservation")
    .values({ id: sql<bigint>`nextval('reservation_id')`, ...row })
    .onConflict((conflict) => conflict.column("json_sha256").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made !== undefined) return made;
  // Somebody sent the same bytes at the same moment.
  const other = await findByHash(db, hash);
  if (other !== undefined) return demandLiving(other);
  throw new Refused("TryAgain", 503, "The reservation was made and removed meanwhile.", "Send it again.");
}

/** Of a pool, not deployed yet: what waits costs the farm work, and its owner nothing. */
const MOST_WAITING = 500;

async function demandFew(db: Connection, poolId: bigint): Promise<void> {
  const waiting = await db
    .selectFrom("reservation")
    .select("id")
    .where("pool_id", "=", poolId)
    .where("next_action", "in", ["sign", "pay"])
    .limit(MOST_WAITING)
    .execute();
  if (waiting.length < MOST_WAITING) return;
  throw new Refused(
    "TooManyWaiting",
    429,
    `Pool ${poolId} has ${MOST_WAITING} reservations that wait for signatures or units.`,
    "Sign, refill or let expire what waits.",
  );
}

async function findByHash(db: Connection, hash: string): Promise<ReservationRow | undefined> {
  return db
    .selectFrom("reservation")
    .selectAll()
    .where("json_sha256", "=", hash as ReservationRow["json_sha256"])
    .executeTakeFirst();
}

function demandLiving(reservation: ReservationRow): ReservationRow {
  if (!isOver(reservation.next_action)) return reservation;
  throw new Refused(
    "ReservationOver",
    409,
    `This document was reservation ${reservation.id}, which is ${reservation.next_action}.`,
    "Sign it again with another nonce: it is another reservation then.",
    { id: Number(reservation.id) },
  );
}

async function factsFor(db: Connection, farm: Farm, document: ReservationDocument, now: bigint): Promise<Facts> {
  const { signing_request_provision, signing_request_delete } = document;
  const tids = new Set([
    document.customer_tid,
    ...signing_request_provision.signers,
    ...signing_request_delete.signers,
  ]);
  const nodeIds = [...new Set(workloadsOf(document).map(({ body }) => BigInt(body.node_id)))];
  const [pool, nodes, keyOf] = await Promise.all([
    db.selectFrom("pool").selectAll().where("pool_id", "=", BigInt(document.pool_id)).executeTakeFirst(),
    db.selectFrom("node").selectAll().where("node_id", "in", nodeIds).execute(),
    keysOf(db, [...tids]),
  ]);
  return {
    chainId: farm.domain.chainId,
    contract: farm.domain.verifyingContract,
    now,
    pool,
    nodes: new Map(nodes.map((node): [bigint, NodeRow] => [node.node_id, node])),
    keyOf,
    publicIpRate: farm.publicIpRate,
  };
}

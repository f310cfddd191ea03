import { type RawBuilder, sql } from "kysely";
import { readDocument } from "../../protocol/workload/document.ts";
import { readPosition } from "../chain/position.ts";
import type { Database } from "../db/database.ts";
import type { Farm } from "../farm.ts";
import { keysOf } from "../keys.ts";
import { deploy } from "../ledger/deploy.ts";
import { finish, stop } from "../ledger/stop.ts";
import { eachReservation } from "./each.ts";
import { tally } from "./sign.ts";

/** Reservations at most in one go; the next go takes the rest. */
const AT_ONCE = 500;

/** What time does to reservations. @returns how many it changed */
export async function sweepExpired(db: Database, now: bigint): Promise<number> {
  const unsigned = await db
    .selectFrom("reservation")
    .select("id")
    .where("next_action", "in", ["sign", "pay"])
    .where("expires_unsigned", "<", now)
    .limit(AT_ONCE)
    .execute();
  const over = await db
    .selectFrom("reservation")
    .select("id")
    .where("next_action", "=", "deploy")
    .where("expires", "!=", 0n)
    .where("expires", "<=", now)
    .limit(AT_ONCE)
    .execute();
  const late = await eachReservation(db, unsigned, async (transaction, reservation) => {
    if (reservation.next_action !== "sign" && reservation.next_action !== "pay") return false;
    const reason = reservation.next_action === "sign" ? "its quorum was not complete in time" : reservation.reason;
    await finish(transaction, reservation, "invalid", reason, now);
    return true;
  });
  const ended = await eachReservation(db, over, async (transaction, reservation) => {
    if (reservation.next_action !== "deploy") return false;
    await stop(transaction, reservation, "it has expired", now);
    return true;
  });
  return late + ended;
}

/** Of one pool in one round: whoever lets hundreds wait does not keep the others waiting. */
const OF_ONE_POOL = 5;

export interface WaitingRound {
  readonly changed: number;
  /** Where the next round goes on; 0 = all had their turn. */
  readonly next: bigint;
}

/**
 * Tries again what waits for its pool: in each pool the oldest first, so that a newer one does not overtake it. The quorum
 * is counted anew by the keys of now, because nodes take no quorum that is more than an hour old.
 *
 * @param after go on with the pools after this one; those with something newer come in the same round as all others
 * @param changedAfter only pools that the blocks after this one changed; without it, all
 */
export async function sweepWaiting(
  db: Database,
  farm: Farm,
  now: bigint,
  { after = 0n, changedAfter }: { readonly after?: bigint; readonly changedAfter?: bigint } = {},
): Promise<WaitingRound> {
  const { rows } = await sql<{ id: bigint; pool_id: bigint }>`
    select id, pool_id from (
      select id, pool_id, row_number() over (partition by pool_id order by id) as place from reservation
      where next_action = 'pay' and pool_id > ${after} ${changedAfter === undefined ? sql`` : inChangedPools(changedAfter)}
    ) as waiting where place <= ${OF_ONE_POOL} order by pool_id, id limit ${AT_ONCE}
  `.execute(db);
  const changed = await tryAgain(db, farm, rows, now);
  return { changed, next: rows.length < AT_ONCE ? 0n : (rows.at(-1)?.pool_id ?? 0n) };
}

async function tryAgain(
  db: Database,
  farm: Farm,
  waiting: readonly { readonly id: bigint }[],
  now: bigint,
): Promise<number> {
  return eachReservation(db, waiting, async (transaction, reservation) => {
    if (reservation.next_action !== "pay") return false;
    const { signing_request_provision: request } = readDocument(reservation.json);
    const keyOf = await keysOf(transaction, request.signers);
    const quorum = await tally(transaction, reservation.id, "provision", request, keyOf);
    const position = await readPosition(transaction);
    if (!quorum.reached || position === undefined) {
      await transaction
        .updateTable("reservation")
        .set({ next_action: "sign", reason: "a signer's key was rotated" })
        .where("id", "=", reservation.id)
        .execute();
      return true;
    }
    const complete = { quorum_block: position.number, quorum_hash: position.hash, quorum_at: now };
    const after = await deploy(transaction, farm, { ...reservation, ...complete }, now);
    return after.next_action !== "pay";
  });
}

/** What the blocks changed is in the journal, for as long as a reorg may take it back. */
function inChangedPools(after: bigint): RawBuilder<unknown> {
  return sql`and pool_id in (
    select (key ->> 'pool_id')::bigint from chain_journal where relation = 'pool' and block > ${after}
  )`;
}

import { sql, type Transaction } from "kysely";
import { globalId } from "../../protocol/globalId.ts";
import { readPosition } from "../chain/position.ts";
import type { Database } from "../db/database.ts";
import type { ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import { lockPool } from "../ledger/locks.ts";
import { finish, stop } from "../ledger/stop.ts";
import { writeNotice } from "../notices/write.ts";
import { eachReservation } from "../reservations/each.ts";
import { decideUpkeep, type UpkeepFacts } from "./decide.ts";

/** Reservations at most in one go; the next go takes the rest. */
const AT_ONCE = 500;

/**
 * Ends what the chain no longer carries. Nothing, while the chain cannot be told.
 *
 * 1. what was never deployed, and whose pool is over or another's: invalid
 * 2. what runs in a pool that is closed or evicted, once that is confirmed: deleted
 * 3. what was halted for want of units or caps, whose grace is over, and which still lacks them: deleted, each by itself
 */
export async function endOver(db: Database, farm: Farm, now: bigint): Promise<number> {
  const position = await readPosition(db);
  if (position === undefined || now - position.timestamp > farm.mostBlockAge) return 0;
  const confirmed = position.number - farm.confirmations + 1n;
  const unborn = await found(
    db,
    sql`
      select id, 'its pool is ' || case when state = 'active' then 'another threebot''s' else state end as reason
      from reservation join pool using (pool_id)
      where next_action = 'sign' and (state <> 'active' or tid <> customer_tid)
    `,
  );
  const closed = await found(
    db,
    sql`
      select id, 'its pool is ' || state as reason from reservation join pool using (pool_id)
      where next_action = 'deploy' and ended_in between 1 and ${confirmed}
    `,
  );
  const starved = await found(
    db,
    sql`
      select distinct id, '' as reason from workload join reservation on id = reservation_id
      where next_action = 'deploy' and halt in ('dry', 'cap') and halted_at + ${farm.grace} <= ${now}
    `,
  );
  const invalid = await eachReservation(db, unborn, async (transaction, reservation, { reason }) => {
    if (reservation.next_action !== "sign") return false;
    await finish(transaction, reservation, "invalid", reason, now);
    return true;
  });
  const stopped = await eachReservation(db, closed, async (transaction, reservation, { reason }) => {
    if (reservation.next_action !== "deploy") return false;
    await stop(transaction, reservation, reason, now);
    return true;
  });
  const ended = await eachReservation(db, starved, (transaction, reservation) =>
    endStarved(transaction, reservation, farm, now),
  );
  return invalid + stopped + ended;
}

/** Judged anew under the pool's lock, as if every node were up: what lacks nothing any more is not deleted. */
async function endStarved(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  farm: Farm,
  now: bigint,
): Promise<boolean> {
  if (reservation.next_action !== "deploy") return false;
  const { pool } = await lockPool(transaction, reservation.pool_id);
  const workloads = await transaction
    .selectFrom("workload")
    .selectAll()
    .where("pool_id", "=", reservation.pool_id)
    .where((or) => or.or([or("is_drawing", "=", true), or("halt", "not in", ["", "ended"])]))
    .execute();
  const facts: UpkeepFacts = { now, presenceOf: () => "up", isChainFresh: true, isReporting: true };
  const wanted = decideUpkeep(pool, workloads, facts);
  const over = workloads.filter((workload) => {
    const after = wanted.get(workload) ?? workload.halt;
    const isWanting = workload.halt === "dry" || workload.halt === "cap";
    const isOver = isWanting && workload.halted_at + farm.grace <= now;
    return workload.reservation_id === reservation.id && isOver && (after === "dry" || after === "cap");
  });
  for (const workload of over) await endWorkload(transaction, workload, now);
  const left = workloads.filter((one) => one.reservation_id === reservation.id && !over.includes(one));
  if (over.length > 0 && left.length === 0) {
    const why = over.some(({ halt }) => halt === "dry") ? "its pool ran dry" : "the caps of its pool were lowered";
    // With what failed of it, which its node still keeps.
    await stop(transaction, reservation, `${why} and the grace is over`, now);
  }
  return over.length > 0;
}

async function endWorkload(transaction: Transaction<Tables>, workload: WorkloadRow, now: bigint): Promise<void> {
  const { reservation_id, workload_id, pool_id, node_id, halt } = workload;
  await transaction
    .updateTable("workload")
    .set({ halt: "ended" })
    .where("reservation_id", "=", reservation_id)
    .where("workload_id", "=", workload_id)
    .execute();
  const errand = { reservation_id, workload_id, created_at: now, next_try_at: now };
  await transaction
    .insertInto("outbox")
    .values({ node_id, kind: "delete", ...errand })
    .execute();
  const data = { workload: globalId(reservation_id, workload_id), reason: halt };
  await writeNotice(transaction, pool_id, "ended", data, now);
}

interface Over {
  readonly id: bigint;
  readonly reason: string;
}

async function found(db: Database, query: ReturnType<typeof sql>): Promise<readonly Over[]> {
  const { rows } = await sql<Over>`${query} limit ${AT_ONCE}`.execute(db);
  return rows;
}

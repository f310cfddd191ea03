import { sql } from "kysely";
import { readPosition } from "../chain/position.ts";
import type { Database } from "../db/database.ts";
import type { Farm } from "../farm.ts";
import { finish, stop } from "../ledger/stop.ts";
import { eachReservation } from "../reservations/each.ts";

/** Reservations at most in one go; the next go takes the rest. */
const AT_ONCE = 500;

/**
 * Ends what the chain no longer carries. Nothing, while the chain cannot be told.
 *
 * 1. what was never deployed, and whose pool is over or another's: invalid
 * 2. what runs in a pool that is closed or evicted, once that is confirmed: deleted
 * 3. what was halted for want of units or caps, and the grace is over: deleted
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
    select distinct id, case halt when 'dry' then 'its pool ran dry' else 'the caps of its pool were lowered' end
      || ' and the grace is over' as reason
    from workload join reservation on id = reservation_id
    where next_action = 'deploy' and halt in ('dry', 'cap') and halted_at + ${farm.grace} <= ${now}
  `,
  );
  return (
    (await eachReservation(db, unborn, async (transaction, reservation, { reason }) => {
      if (reservation.next_action !== "sign") return false;
      await finish(transaction, reservation, "invalid", reason, now);
      return true;
    })) +
    (await eachReservation(db, [...closed, ...starved], async (transaction, reservation, { reason }) => {
      if (reservation.next_action !== "deploy") return false;
      await stop(transaction, reservation, reason, now);
      return true;
    }))
  );
}

interface Over {
  readonly id: bigint;
  readonly reason: string;
}

async function found(db: Database, query: ReturnType<typeof sql>): Promise<readonly Over[]> {
  const { rows } = await sql<Over>`${query} limit ${AT_ONCE}`.execute(db);
  return rows;
}

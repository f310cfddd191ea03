import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { PoolRow } from "../db/tables.ts";
import { type DueReading, dueReading, HEARTBEAT_AFTER, REPORT_TIMES, type ReportTimes } from "./decide.ts";

/** Readings in one transaction: about 16,000 gas each. */
const MOST_READINGS = 100;
const HASTE = { rise: 0, dry: 1, heartbeat: 2, fall: 3 } as const;

/**
 * The readings that one transaction shall bring, the hastiest first; none as long as none is due. Once one is due, falls
 * that could still wait go along, because the transaction is paid for anyway.
 */
export async function dueReadings(
  db: Connection,
  now: bigint,
  times: ReportTimes = REPORT_TIMES,
): Promise<readonly DueReading[]> {
  const due = collect(await poolsInQuestion(db, now, times), now, times);
  if (due.length === 0) return [];
  const all = { ...times, fallWait: 0n };
  return collect(await poolsInQuestion(db, now, all), now, all).slice(0, MOST_READINGS);
}

type Row = PoolRow & {
  readonly drawn_cu: bigint;
  readonly drawn_su: bigint;
  readonly risen_at: bigint | null;
  readonly fallen_at: bigint | null;
  readonly since: bigint;
};

function collect(pools: readonly Row[], now: bigint, times: ReportTimes): DueReading[] {
  return pools
    .map((pool) => dueReading(pool, { ...pool, cu: pool.drawn_cu, su: pool.drawn_su }, now, times))
    .filter((reading) => reading !== undefined)
    .toSorted((a, b) => HASTE[a.cause] - HASTE[b.cause]);
}

/**
 * The last change since the draw fell that came from above what is drawn now: from then on the present rate is no less than
 * was drawn. Going back from now, what was drawn before a change is what is drawn now less all changes since.
 */
const LAST_ABOVE = sql`
  select max(at) as since from (
    select at, sum(cu) over back as cu, sum(su) over back as su from ledger_entry
    where ledger_entry.pool_id = pool_draw.pool_id and at >= pool_draw.fallen_at
    window back as (order by seq desc)
  ) as changes where cu < 0 or su < 0
`;

/** Not more of one kind at once: the next transaction takes the rest. */
const AT_ONCE = 1_000;

/**
 * Those of which a reading may be due, asked of the database as a whole; `decide.ts` has the last word on each. Rises come
 * first, so that what is cut off can wait.
 */
async function poolsInQuestion(
  db: Connection,
  now: bigint,
  { riseWait, fallWait }: ReportTimes,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select pool.*, coalesce(pool_draw.cu, 0) as drawn_cu, coalesce(pool_draw.su, 0) as drawn_su,
      risen_at, fallen_at, coalesce(since, fallen_at, 0) as since
    from pool left join pool_draw using (pool_id) left join lateral (${LAST_ABOVE}) as above on true
    where state = 'active' and (cu_rate + su_rate > 0 or pool_draw.cu + pool_draw.su > 0) and (
      (pool_draw.cu > cu_rate or pool_draw.su > su_rate) and coalesce(risen_at, 0) + ${riseWait} <= ${now}
      or (coalesce(pool_draw.cu, 0) < cu_rate or coalesce(pool_draw.su, 0) < su_rate)
        and coalesce(fallen_at, 0) + ${fallWait} <= ${now}
      or last_reading + ${HEARTBEAT_AFTER} <= ${now}
      or not is_empty and settled_at + least(
          case when cu_rate > 0 then pool.cu / cu_rate end, case when su_rate > 0 then pool.su / su_rate end
        ) <= ${now}
    )
    order by (pool_draw.cu > cu_rate or pool_draw.su > su_rate) desc nulls last, pool_id limit ${AT_ONCE}
  `.execute(db);
  return rows;
}

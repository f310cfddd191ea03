import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { PoolDrawRow, PoolRow } from "../db/tables.ts";
import { type DueReading, dueReading, REPORT_TIMES, type ReportTimes } from "./decide.ts";

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
  const pools = await poolsInQuestion(db);
  const due = collect(pools, now, times);
  if (due.length === 0) return [];
  return collect(pools, now, { ...times, fallWait: 0n }).slice(0, MOST_READINGS);
}

type Row = PoolRow & { readonly drawn_cu: bigint; readonly drawn_su: bigint; readonly drawn_at: bigint };

function collect(pools: readonly Row[], now: bigint, times: ReportTimes): DueReading[] {
  return pools
    .map((pool) => {
      const drawn: Pick<PoolDrawRow, "cu" | "su" | "changed_at"> = {
        cu: pool.drawn_cu,
        su: pool.drawn_su,
        changed_at: pool.drawn_at,
      };
      return dueReading(pool, drawn, now, times);
    })
    .filter((reading) => reading !== undefined)
    .toSorted((a, b) => HASTE[a.cause] - HASTE[b.cause]);
}

/** Those that draw, by the book or by the chain. All others need no reading. */
async function poolsInQuestion(db: Connection): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select pool.*, coalesce(pool_draw.cu, 0) as drawn_cu, coalesce(pool_draw.su, 0) as drawn_su,
      coalesce(pool_draw.changed_at, 0) as drawn_at
    from pool left join pool_draw using (pool_id)
    where state = 'active' and (cu_rate + su_rate > 0 or pool_draw.cu + pool_draw.su > 0)
  `.execute(db);
  return rows;
}

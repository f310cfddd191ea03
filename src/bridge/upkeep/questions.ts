import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { UNREPORTED_SECONDS } from "./decide.ts";
import { WARNINGS } from "./warning.ts";

const FARTHEST_WARNING = WARNINGS.at(-1) ?? 0n;

/**
 * Pools of which something may have to be decided. Asked of the database as a whole, so that a hundred thousand that
 * simply run cost nothing; `decide.ts` has the last word on each.
 */
export async function poolsInQuestion(
  db: Connection,
  now: bigint,
  nodes: { readonly silent: readonly bigint[]; readonly up: readonly bigint[] },
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ pool_id: bigint }>`
    select pool_id from workload where halt in ('dry', 'cap', 'unreported')
    union select pool_id from workload where halt = 'silent' and node_id = any(${nodes.up}::bigint[])
    union select pool_id from workload where is_drawing and node_id = any(${nodes.silent}::bigint[])
    union select pool_id from pool_draw join pool using (pool_id)
      where (pool_draw.cu > 0 or pool_draw.su > 0) and (
        pool_draw.cu > cu_cap or pool_draw.su > su_cap
        or least(
          case when pool_draw.cu > 0 then pool.cu / pool_draw.cu end, case when pool_draw.su > 0 then pool.su / pool_draw.su end
        ) + settled_at <= ${now + FARTHEST_WARNING}
        or (pool_draw.cu > cu_rate or pool_draw.su > su_rate or last_reading + 86400 <= ${now})
          and coalesce(risen_at, 0) + ${UNREPORTED_SECONDS} <= ${now}
      )
    union select pool_id from pool_draw left join pool using (pool_id)
      where (pool_draw.cu > 0 or pool_draw.su > 0) and (state is null or state <> 'active' and ended_in = 0)
    union select pool_id from pool_draw where warned_at_left is not null
  `.execute(db);
  return rows.map(({ pool_id }) => pool_id);
}

import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { readPosition } from "../chain/position.ts";
import type { NodeRow } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import { type Capacity, capacityOf, type Claim, type OpenOffer } from "./free.ts";

/** What is sold, held and free now. */
export async function currentCapacity(
  db: Connection,
  farm: Farm,
  nodes: readonly NodeRow[],
  now: bigint,
): Promise<Capacity> {
  // What a mirror that lags has not seen may have been taken on chain: until it has, it is held.
  const position = await readPosition(db);
  const seen = position === undefined || position.timestamp > now ? now : position.timestamp;
  return capacityOf(nodes, await claims(db, seen), await promises(db, seen), seen, farm.overbookingBps);
}

type Row = Claim["pool"] & { readonly drawn_cu: bigint; readonly drawn_su: bigint };

/** Pools that hold caps one by one, and what all others draw in one. */
async function claims(db: Connection, now: bigint): Promise<Claim[]> {
  const isHolding = sql`(state = 'payable' or state = 'active' and held_until >= ${now})`;
  const { rows } = await sql<Row>`
    select state, cu_cap, su_cap, deadline, held_until, pool.cu, pool.su, settled_at, upfront_bps,
        coalesce(pool_draw.cu, 0) as drawn_cu, coalesce(pool_draw.su, 0) as drawn_su
      from pool left join pool_draw using (pool_id) where ${isHolding}
    union all
    select 'closed', 0, 0, 0, 0, 0, 0, 0, 0, coalesce(sum(pool_draw.cu), 0)::bigint, coalesce(sum(pool_draw.su), 0)::bigint
      from pool_draw left join pool using (pool_id) where ${isHolding} is not true
  `.execute(db);
  return rows.map(({ drawn_cu: cu, drawn_su: su, ...pool }) => ({ pool, drawn: { cu, su } }));
}

/** Of those that may still be taken, those that are not on chain yet: there they hold by themselves. */
async function promises(db: Connection, now: bigint): Promise<readonly OpenOffer[]> {
  const { rows } = await sql<OpenOffer>`
    select promise.cu_cap, promise.su_cap, promise.deadline from promise left join pool using (pool_id)
    where promise.deadline >= ${now} and (promise.pool_id is null or pool.state = 'requested')
      and not exists (select from nonce where nonce.signer = promise.signer and nonce.nonce = promise.nonce)
  `.execute(db);
  return rows;
}

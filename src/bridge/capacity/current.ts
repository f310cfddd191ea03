import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
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
  return capacityOf(nodes, await claims(db, now), await promises(db, now), now, farm.overbookingBps);
}

interface Row {
  readonly state: Claim["pool"]["state"];
  readonly cu_cap: bigint;
  readonly su_cap: bigint;
  readonly deadline: bigint;
  readonly held_until: bigint;
  readonly cu: bigint;
  readonly su: bigint;
}

/** Pools that hold caps one by one, and what all others draw in one. */
async function claims(db: Connection, now: bigint): Promise<Claim[]> {
  const isHolding = sql`(state = 'payable' or state = 'active' and held_until >= ${now})`;
  const { rows } = await sql<Row>`
    select state, cu_cap, su_cap, deadline, held_until, coalesce(pool_draw.cu, 0) as cu, coalesce(pool_draw.su, 0) as su
      from pool left join pool_draw using (pool_id) where ${isHolding}
    union all
    select 'closed', 0, 0, 0, 0, coalesce(sum(pool_draw.cu), 0)::bigint, coalesce(sum(pool_draw.su), 0)::bigint
      from pool_draw left join pool using (pool_id) where ${isHolding} is not true
  `.execute(db);
  return rows.map(({ cu, su, ...pool }) => ({ pool, drawn: { cu, su } }));
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

import type { Transaction } from "kysely";
import { sql } from "kysely";
import type { NodeLoadRow, NodeRow, PoolDrawRow, PoolRow, Tables } from "../db/tables.ts";

// Every act that changes draws locks in this order: reservation, pool, nodes by number. So no two wait for each other.

/** The pool's draw, nobody else's until the transaction ends: one act at a time for each pool. */
export async function lockPool(
  transaction: Transaction<Tables>,
  poolId: bigint,
): Promise<{ readonly pool: PoolRow | undefined; readonly drawn: PoolDrawRow }> {
  await transaction
    .insertInto("pool_draw")
    .values({ pool_id: poolId, cu: 0n, su: 0n })
    .onConflict((conflict) => conflict.column("pool_id").doNothing())
    .execute();
  const drawn = await transaction
    .selectFrom("pool_draw")
    .selectAll()
    .where("pool_id", "=", poolId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const pool = await transaction.selectFrom("pool").selectAll().where("pool_id", "=", poolId).executeTakeFirst();
  return { pool, drawn };
}

/** What is taken of these nodes, with what they have. */
export async function lockNodes(
  transaction: Transaction<Tables>,
  nodeIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, { readonly load: NodeLoadRow; readonly node: NodeRow | undefined }>> {
  const ids = [...new Set(nodeIds)].toSorted((a, b) => (a < b ? -1 : 1));
  if (ids.length === 0) return new Map();
  await sql`
    insert into node_load select id, 0, 0, 0, 0 from unnest(${ids}::bigint[]) as id on conflict do nothing
  `.execute(transaction);
  const loads = await transaction
    .selectFrom("node_load")
    .selectAll()
    .where("node_id", "in", ids)
    .orderBy("node_id")
    .forUpdate()
    .execute();
  const nodes = await transaction.selectFrom("node").selectAll().where("node_id", "in", ids).execute();
  const known = new Map(nodes.map((node) => [node.node_id, node]));
  return new Map(loads.map((load) => [load.node_id, { load, node: known.get(load.node_id) }]));
}

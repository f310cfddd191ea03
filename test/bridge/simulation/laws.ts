import { sql } from "kysely";
import { globalId } from "../../../src/protocol/globalId.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import { differences } from "../support/compareMirror.ts";
import type { Customers } from "./customers.ts";
import type { SimNode } from "./simNode.ts";
import type { World } from "./world.ts";

/** What holds at every moment between two acts. */
export async function brokenAlways(db: Database): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with drawn as (
      select pool_id, sum(cu) filter (where is_drawing) as cu, sum(su) filter (where is_drawing) as su
      from workload group by pool_id
    ), booked as (
      select pool_id, sum(cu) as cu, sum(su) as su from ledger_entry group by pool_id
    ), loaded as (
      select node_id, sum(cru) as cru, sum(mru) as mru, sum(sru) as sru from workload
      where result_state is null or result_state = 1 group by node_id
    )
    select 'pool ' || pool_id || ': the ledger says ' || pool_draw.cu || ' mCU, what runs ' || coalesce(drawn.cu, 0)
        || ', the entries ' || coalesce(booked.cu, 0) as what
      from pool_draw left join drawn using (pool_id) left join booked using (pool_id)
      where pool_draw.cu <> coalesce(drawn.cu, 0) or pool_draw.cu <> coalesce(booked.cu, 0)
        or pool_draw.su <> coalesce(drawn.su, 0) or pool_draw.su <> coalesce(booked.su, 0)
    union all
    select 'node ' || node_id || ' is said to bear ' || node_load.cru || ' cores, and bears ' || coalesce(loaded.cru, 0)
      from node_load left join loaded using (node_id)
      where node_load.cru <> coalesce(loaded.cru, 0) or node_load.mru <> coalesce(loaded.mru, 0)
        or node_load.sru <> coalesce(loaded.sru, 0)
    union all
    select 'workload ' || reservation_id || '/' || workload_id || ' draws and is halted' from workload
      where is_drawing and halt <> ''
    union all
    select 'node ' || node_id || ' bears more than it has' from node_load join node using (node_id)
      where node_load.cru > node.cru or node_load.mru > node.mru or node_load.sru > node.sru
    union all
    select 'reservation ' || id || ' was deployed without a quorum' from reservation
      where farmer_signature is not null and quorum_block is null
  `.execute(db);
  return rows.map(({ what }) => what);
}

/** What holds when nothing is under way any more. */
export async function brokenAtRest(
  db: Database,
  world: World,
  nodes: readonly SimNode[],
  customers: Customers,
): Promise<string[]> {
  return [
    ...(await brokenAlways(db)),
    ...nodes.flatMap(({ violations }) => violations),
    ...(await differences(world.test, db, 1n)),
    ...(await workloadsOtherThanNodes(db, nodes)),
    ...(await drawsOtherThanChain(db)),
    ...resultsNotTaken(nodes),
    ...(await errandsLeft(db)),
    ...(await troubleLeft(db)),
    ...(await customers.broken(db)),
  ];
}

async function workloadsOtherThanNodes(db: Database, nodes: readonly SimNode[]): Promise<string[]> {
  const found: string[] = [];
  const rows = await db
    .selectFrom("workload")
    .innerJoin("reservation", "id", "reservation_id")
    .select(["reservation_id", "workload_id", "node_id", "halt", "is_drawing", "result_state", "next_action"])
    .execute();
  const known = new Set<string>();
  for (const row of rows) {
    const gid = globalId(row.reservation_id, row.workload_id);
    known.add(gid);
    const held = nodes.find(({ id }) => BigInt(id) === row.node_id)?.held.get(gid);
    const state = row.result_state === null ? "unsaid" : ["failed", "ok", "deleted"][Number(row.result_state)];
    const wanted = state === "ok" ? (row.halt === "" || row.halt === "silent" ? "running" : "suspended") : state;
    if (held?.state !== wanted)
      found.push(`${gid} is ${held?.state} on node ${row.node_id}, and ${wanted} by the book`);
    const isOver = row.next_action === "deleted" || row.next_action === "invalid";
    if (isOver && wanted !== "deleted") found.push(`${gid} is ${wanted}, its reservation ${row.next_action}`);
    if (row.next_action === "delete") found.push(`${gid} was to be deleted, and is ${wanted}`);
  }
  for (const { id, held } of nodes) {
    for (const gid of held.keys()) if (!known.has(gid)) found.push(`node ${id} has ${gid}, of which nobody knows`);
  }
  return found;
}

async function drawsOtherThanChain(db: Database): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'pool ' || pool_id || ' draws ' || coalesce(pool_draw.cu, 0) || ' mCU, on chain ' || cu_rate as what
    from pool left join pool_draw using (pool_id)
    where state = 'active' and (cu_rate <> coalesce(pool_draw.cu, 0) or su_rate <> coalesce(pool_draw.su, 0))
    union all
    select 'pool ' || pool_id || ' draws above its caps' from pool join pool_draw using (pool_id)
    where state = 'active' and (pool_draw.cu > cu_cap or pool_draw.su > su_cap)
    union all
    select 'a pool that is not there draws: ' || pool_id from pool_draw left join pool using (pool_id)
    where (pool_draw.cu > 0 or pool_draw.su > 0) and state is distinct from 'active'
  `.execute(db);
  return rows.map(({ what }) => what);
}

function resultsNotTaken(nodes: readonly SimNode[]): string[] {
  return nodes.flatMap(({ id, said }) =>
    said.filter(({ isTaken }) => !isTaken).map(({ gid, state }) => `node ${id} said ${state} of ${gid} in vain`),
  );
}

async function errandsLeft(db: Database): Promise<string[]> {
  const rows = await db.selectFrom("outbox").selectAll().execute();
  return rows.map(({ kind, node_id, trouble }) => `node ${node_id} is still to be told: ${kind} (${trouble})`);
}

async function troubleLeft(db: Database): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'reports fail: ' || trouble as what from reporting where failing_since is not null
    union all
    select reservation_id || '/' || workload_id || ' is still ' || halt from workload where halt in ('silent', 'unreported')
    union all
    select 'a transaction is still under way: ' || purpose from chain_transaction
  `.execute(db);
  return rows.map(({ what }) => what);
}

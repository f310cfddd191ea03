import { type Static, Type } from "typebox";
import { secondsLeft, settle } from "../../protocol/clock.ts";
import { globalId } from "../../protocol/globalId.ts";
import { readPosition } from "../chain/position.ts";
import type { Connection } from "../db/database.ts";
import type { PoolRow, WorkloadRow } from "../db/tables.ts";
import { clockOf } from "../ledger/decide.ts";
import type { ApiContext } from "./context.ts";

const PerUnit = Type.Object({ cu: Type.Integer(), su: Type.Integer() });

const Running = Type.Object({
  id: Type.String({ description: "16 hexadecimal digits" }),
  node_id: Type.Integer(),
  category: Type.String(),
  cu: Type.Integer({ description: "milli-CU" }),
  su: Type.Integer({ description: "milli-SU" }),
  halt: Type.String({ description: "why it draws nothing now: silent, dry, cap, unreported; else empty" }),
});

export const PoolView = Type.Object({
  pool_id: Type.Integer(),
  state: Type.String(),
  confirmations: Type.Integer({ description: "blocks upon its credit, its own included" }),
  is_provisional: Type.Boolean({ description: "its credit may still be taken back: nothing is deployed yet" }),
  left: Type.Object(
    { cu: Type.String(), su: Type.String() },
    { description: "milli-unit-seconds at this second, by the chain's clock" },
  ),
  caps: PerUnit,
  drawn: PerUnit,
  reported: PerUnit,
  seconds_left: Type.Union([Type.Integer(), Type.Null()], { description: "at what is drawn; null = nothing is" }),
  held_until: Type.Integer(),
  workloads: Type.Array(Running),
  block: Type.Object({ number: Type.Integer(), timestamp: Type.Integer() }),
  now: Type.Integer(),
});
export type PoolView = Static<typeof PoolView>;

export async function poolViewOf(
  db: Connection,
  { farm, now }: Pick<ApiContext, "farm" | "now">,
  pool: PoolRow,
): Promise<PoolView> {
  const second = now();
  const position = await readPosition(db);
  const drawn = await db.selectFrom("pool_draw").selectAll().where("pool_id", "=", pool.pool_id).executeTakeFirst();
  const rates = { cu: drawn?.cu ?? 0n, su: drawn?.su ?? 0n };
  const left = settle(clockOf(pool), second);
  const lasts = pool.state === "active" ? secondsLeft(left, rates) : undefined;
  const isOpen = pool.opened_in > 0n && position !== undefined;
  const confirmations = isOpen ? position.number - pool.opened_in + 1n : 0n;
  return {
    pool_id: Number(pool.pool_id),
    state: pool.state,
    confirmations: Number(confirmations),
    is_provisional: confirmations < farm.confirmations,
    left: { cu: String(left.cu), su: String(left.su) },
    caps: { cu: Number(pool.cu_cap), su: Number(pool.su_cap) },
    drawn: { cu: Number(rates.cu), su: Number(rates.su) },
    reported: { cu: Number(pool.cu_rate), su: Number(pool.su_rate) },
    seconds_left: lasts === undefined ? null : Number(lasts),
    held_until: Number(pool.held_until),
    workloads: (await runningIn(db, pool.pool_id)).map(runningView),
    block: { number: Number(position?.number ?? 0n), timestamp: Number(position?.timestamp ?? 0n) },
    now: Number(second),
  };
}

/** Of one answer; more are in their reservations. */
const MOST_WORKLOADS = 1000;

async function runningIn(db: Connection, poolId: bigint): Promise<readonly WorkloadRow[]> {
  return db
    .selectFrom("workload")
    .selectAll()
    .where("pool_id", "=", poolId)
    .where((or) => or.or([or("is_drawing", "=", true), or("halt", "!=", "")]))
    .orderBy("reservation_id")
    .orderBy("workload_id")
    .limit(MOST_WORKLOADS)
    .execute();
}

function runningView(row: WorkloadRow): Static<typeof Running> {
  return {
    id: globalId(row.reservation_id, row.workload_id),
    node_id: Number(row.node_id),
    category: row.category,
    cu: Number(row.cu),
    su: Number(row.su),
    halt: row.halt,
  };
}

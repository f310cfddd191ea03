import type { Transaction } from "kysely";
import { secondsLeft, settle } from "../../protocol/clock.ts";
import { globalId } from "../../protocol/globalId.ts";
import { readPosition } from "../chain/position.ts";
import type { Database } from "../db/database.ts";
import type { Errand, Halt, PoolDrawRow, PoolRow, Tables, WorkloadRow } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import { clockOf } from "../ledger/decide.ts";
import { lockPool } from "../ledger/locks.ts";
import { sumOf } from "../ledger/sum.ts";
import { writeDraws } from "../ledger/write.ts";
import { writeNotice } from "../notices/write.ts";
import { presenceOf } from "../presence.ts";
import { isReporting } from "../reports/health.ts";
import { decideUpkeep, type UpkeepFacts } from "./decide.ts";
import { poolsInQuestion } from "./questions.ts";
import { decideWarning } from "./warning.ts";

/** Halts and resumes what pools, caps, nodes and reports ask for, pool by pool. @returns how many workloads changed */
export async function keepUp(db: Database, farm: Farm, now: bigint, listeningSince: bigint): Promise<number> {
  const [presence, position, reporting] = await Promise.all([
    presenceOf(db, now, listeningSince),
    readPosition(db),
    isReporting(db, now),
  ]);
  const isChainFresh = position !== undefined && now - position.timestamp <= farm.mostBlockAge;
  const facts = { now, presenceOf: presence, isChainFresh, isReporting: reporting };
  const nodes = (await db.selectFrom("node").select("node_id").execute()).map(({ node_id }) => node_id);
  const being = (wanted: string): bigint[] => nodes.filter((id) => presence(id) === wanted);
  let changed = 0;
  for (const poolId of await poolsInQuestion(db, now, { silent: being("silent"), up: being("up") })) {
    changed += await db.transaction().execute((transaction) => keepPool(transaction, poolId, facts));
  }
  return changed;
}

async function keepPool(transaction: Transaction<Tables>, poolId: bigint, facts: UpkeepFacts): Promise<number> {
  const { pool, drawn } = await lockPool(transaction, poolId);
  const workloads = await transaction
    .selectFrom("workload")
    .selectAll()
    .where("pool_id", "=", poolId)
    .where((or) => or.or([or("is_drawing", "=", true), or("halt", "not in", ["", "ended"])]))
    .execute();
  const changes = decideUpkeep(pool, workloads, facts);
  for (const [workload, halt] of changes) {
    await change(transaction, workload as WorkloadRow, halt, facts.now);
  }
  const drawing = workloads.filter((workload) => (changes.get(workload) ?? workload.halt) === "");
  if (facts.isChainFresh && pool !== undefined) await warn(transaction, pool, drawn, drawing, facts.now);
  return changes.size;
}

async function change(
  transaction: Transaction<Tables>,
  workload: WorkloadRow,
  halt: Halt | "",
  now: bigint,
): Promise<void> {
  const { reservation_id, workload_id, pool_id, node_id } = workload;
  const isDrawing = halt === "";
  // The grace counts from the first want of units or caps, whichever comes to it later.
  const isWanting = workload.halt === "dry" || workload.halt === "cap";
  const halted_at = isWanting ? workload.halted_at : now;
  await transaction
    .updateTable("workload")
    .set({ halt, is_drawing: isDrawing, ...(isDrawing ? { drawing_since: now } : { halted_at }) })
    .where("reservation_id", "=", reservation_id)
    .where("workload_id", "=", workload_id)
    .execute();
  if (isDrawing !== workload.is_drawing) {
    await writeDraws(transaction, isDrawing ? "take" : "return", [workload], halt || "resumed", now);
  }
  const errand = errandOf(workload.halt, halt);
  if (errand !== undefined && (await isDeployed(transaction, reservation_id))) {
    const row = { reservation_id, workload_id, created_at: now, next_try_at: now };
    await transaction
      .insertInto("outbox")
      .values({ node_id, kind: errand, ...row })
      .execute();
  }
  const data = { workload: globalId(reservation_id, workload_id), reason: halt };
  await writeNotice(transaction, pool_id, isDrawing ? "resumed" : "halted", data, now);
}

/** A node that is silent is told nothing: what it runs then is at its own cost. */
function errandOf(before: Halt | "", after: Halt | ""): Errand | undefined {
  const wasSuspended = before !== "" && before !== "silent";
  const isSuspended = after !== "" && after !== "silent";
  if (wasSuspended === isSuspended) return undefined;
  return isSuspended ? "suspend" : "resume";
}

/** What is being deleted needs no more errands. */
async function isDeployed(transaction: Transaction<Tables>, id: bigint): Promise<boolean> {
  const row = await transaction
    .selectFrom("reservation")
    .select("next_action")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.next_action === "deploy";
}

async function warn(
  transaction: Transaction<Tables>,
  pool: PoolRow,
  { warned_at_left }: PoolDrawRow,
  drawing: readonly WorkloadRow[],
  now: bigint,
): Promise<void> {
  const left = pool.state === "active" ? secondsLeft(settle(clockOf(pool), now), sumOf(drawing)) : undefined;
  const { tell, warnedAtLeft } = decideWarning(left, warned_at_left);
  if (warnedAtLeft !== warned_at_left) {
    await transaction
      .updateTable("pool_draw")
      .set({ warned_at_left: warnedAtLeft })
      .where("pool_id", "=", pool.pool_id)
      .execute();
  }
  if (tell !== undefined) {
    const data = { seconds_left: Number(left), warning: Number(tell) };
    await writeNotice(transaction, pool.pool_id, "time-left", data, now);
  }
}

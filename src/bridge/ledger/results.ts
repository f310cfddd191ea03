import { faultWith } from "../../protocol/faultWith.ts";
import type { Transaction } from "kysely";
import { ACTION, actionOver, signedMessage } from "../../protocol/message.ts";
import { parseGlobalId } from "../../protocol/globalId.ts";
import { CATEGORIES, type Category } from "../../protocol/workload/categories.ts";
import { readResult, RESULT_STATE, resultStep, type WorkloadResult } from "../../protocol/workload/result.ts";
import type { Database } from "../db/database.ts";
import type { ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Farm } from "../farm.ts";
import { writeNotice } from "../notices/write.ts";
import { lockPool } from "./locks.ts";
import { finish } from "./stop.ts";
import { writeDraws, writeLoads } from "./write.ts";

/**
 * Takes what a node says of a workload, once it is proven that this node says it. An error and a `deleted` give the draw
 * back, exactly once; a repeat is acknowledged and changes nothing.
 */
export async function takeResult(
  db: Database,
  farm: Farm,
  globalId: string,
  json: Uint8Array,
  signature: Uint8Array,
  now: bigint,
): Promise<"taken" | "acknowledged"> {
  const { reservationId, workloadId } = parseGlobalId(globalId);
  const result = readResult(json);
  return db.transaction().execute(async (transaction) => {
    const reservation = await transaction
      .selectFrom("reservation")
      .selectAll()
      .where("id", "=", reservationId)
      .forUpdate()
      .executeTakeFirst();
    // The pool's lock comes before its workloads are read: who halts them has it too.
    if (reservation !== undefined) await lockPool(transaction, reservation.pool_id);
    const workload = await transaction
      .selectFrom("workload")
      .selectAll()
      .where("reservation_id", "=", reservationId)
      .where("workload_id", "=", workloadId)
      .executeTakeFirst();
    if (reservation === undefined || workload === undefined) {
      throw new Refused("NoSuchWorkload", 404, `There is no workload ${globalId}.`, "Ask the bridge that sent it.");
    }
    demandAbout(result, workload, globalId);
    await demandNode(transaction, farm, { globalId, json, signature, result });

    const before = workload.result_state === null ? undefined : Number(workload.result_state);
    const step = resultStep(before, result.state);
    if (step === "acknowledge") return "acknowledged";
    if (step === "refuse") {
      throw new Refused(
        "ResultRefused",
        409,
        `Workload ${globalId} is ${nameOf(before)}; it cannot become ${nameOf(result.state)}.`,
        "A workload that failed or was deleted does not come back: the customer reserves anew.",
      );
    }
    await keep(transaction, workload, json, signature, now);
    const said = { workload: globalId, state: nameOf(result.state), message: result.message };
    await writeNotice(transaction, workload.pool_id, "result", said, now);
    await endWorkload(transaction, reservation, workload, result.state, now);
    return "taken";
  });
}

function demandAbout(result: WorkloadResult, workload: WorkloadRow, globalId: string): void {
  const category = CATEGORIES[workload.category as Category].number;
  const isAbout =
    BigInt(result.workload_id) === workload.workload_id &&
    BigInt(result.node_id) === workload.node_id &&
    result.category === category;
  if (isAbout) return;
  throw new Refused(
    "WrongResult",
    422,
    `The result is of workload ${result.workload_id} of category ${result.category} on node ${result.node_id}; ${globalId} is workload ${workload.workload_id} of category ${category} on node ${workload.node_id}.`,
    "Sign a result for the workload that was sent.",
  );
}

async function demandNode(
  transaction: Transaction<Tables>,
  farm: Farm,
  {
    globalId,
    json,
    signature,
    result,
  }: { globalId: string; json: Uint8Array; signature: Uint8Array; result: WorkloadResult },
): Promise<void> {
  const node = await transaction
    .selectFrom("node")
    .select(["key", "is_valid"])
    .where("node_id", "=", BigInt(result.node_id))
    .executeTakeFirst();
  const action = { action: ACTION.result, subject: BigInt(`0x${globalId}`), tid: 0n, epoch: BigInt(result.epoch) };
  const message = signedMessage(farm.domain, actionOver(json, action));
  const fault = faultWith(node?.is_valid === true ? node.key : undefined, message, signature);
  if (fault === undefined) return;
  throw new Refused(
    "BadSignature",
    403,
    `The result of workload ${globalId} is not signed by node ${result.node_id}: ${fault}.`,
    "Sign action 5 over the result's bytes, with the key that the node has on chain.",
    { fault },
  );
}

async function keep(
  transaction: Transaction<Tables>,
  { reservation_id, workload_id }: WorkloadRow,
  json: Uint8Array,
  signature: Uint8Array,
  now: bigint,
): Promise<void> {
  await transaction
    .updateTable("workload")
    .set({
      result: Buffer.from(json),
      result_signature: Buffer.from(signature),
      result_at: now,
    })
    .where("reservation_id", "=", reservation_id)
    .where("workload_id", "=", workload_id)
    .execute();
}

/** Puts a workload into a state, and gives back what it took when it is over: once, whatever follows. */
export async function endWorkload(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  workload: WorkloadRow,
  state: number,
  now: bigint,
): Promise<void> {
  const isAlive = workload.result_state === null || workload.result_state === BigInt(RESULT_STATE.ok);
  const isEnd = state !== RESULT_STATE.ok;
  await transaction
    .updateTable("workload")
    .set({ result_state: BigInt(state), ...(isEnd && { is_drawing: false, halt: "" as const }) })
    .where("reservation_id", "=", workload.reservation_id)
    .where("workload_id", "=", workload.workload_id)
    .execute();
  if (isAlive && isEnd) {
    // What was halted drew nothing, and had its room on the node.
    if (workload.is_drawing) await writeDraws(transaction, "return", [workload], nameOf(state), now);
    await writeLoads(transaction, "return", [workload]);
  }
  if (state === RESULT_STATE.deleted) await finishIfAllGone(transaction, reservation, now);
}

async function finishIfAllGone(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  now: bigint,
): Promise<void> {
  const left = await transaction
    .selectFrom("workload")
    .select("workload_id")
    .where("reservation_id", "=", reservation.id)
    .where((or) => or.or([or("result_state", "is", null), or("result_state", "!=", BigInt(RESULT_STATE.deleted))]))
    .limit(1)
    .execute();
  if (left.length > 0) return;
  await finish(transaction, reservation, "deleted", reservation.reason || "its nodes deleted it", now);
}

function nameOf(state: number | undefined): string {
  return Object.entries(RESULT_STATE).find(([, number]) => number === state)?.[0] ?? "without result";
}

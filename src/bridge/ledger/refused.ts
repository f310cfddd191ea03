import { globalId } from "../../protocol/globalId.ts";
import { RESULT_STATE } from "../../protocol/workload/result.ts";
import type { Database } from "../db/database.ts";
import type { OutboxRow } from "../db/tables.ts";
import { writeNotice } from "../notices/write.ts";
import { isGone } from "../relay/delivery.ts";
import { lockPool } from "./locks.ts";
import { endWorkload } from "./results.ts";

/**
 * What a node's refusal means for the books, though it signed nothing: what it will never start draws nothing, and what it
 * does not have is deleted. All else stays as it is.
 */
export async function takeRefusal(
  db: Database,
  { kind, reservation_id, workload_id }: Pick<OutboxRow, "kind" | "reservation_id" | "workload_id">,
  trouble: string,
  now: bigint,
): Promise<void> {
  const state = kind === "provision" ? RESULT_STATE.error : isGone(kind, trouble) ? RESULT_STATE.deleted : undefined;
  if (state === undefined) return;
  await db.transaction().execute(async (transaction) => {
    const reservation = await transaction
      .selectFrom("reservation")
      .selectAll()
      .where("id", "=", reservation_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await lockPool(transaction, reservation.pool_id);
    const workload = await transaction
      .selectFrom("workload")
      .selectAll()
      .where("reservation_id", "=", reservation_id)
      .where("workload_id", "=", workload_id)
      .executeTakeFirstOrThrow();
    // What the node has signed, and what was found before, stands.
    if (workload.result_state !== null && state === RESULT_STATE.error) return;
    if (workload.result_state === BigInt(RESULT_STATE.deleted)) return;
    await endWorkload(transaction, reservation, workload, state, now);
    const data = { workload: globalId(reservation_id, workload_id), state: "refused", message: trouble };
    await writeNotice(transaction, reservation.pool_id, "result", data, now);
  });
}

import type { Transaction } from "kysely";
import { RESULT_STATE } from "../../protocol/workload/result.ts";
import type { ReservationRow, Tables } from "../db/tables.ts";
import { changeReservation } from "./write.ts";

/**
 * Stops a reservation: what runs of it is to be deleted by its nodes, and goes on drawing until they say so, signed. What
 * was never deployed is deleted at once. The caller holds the reservation's lock.
 */
export async function stop(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  reason: string,
  now: bigint,
): Promise<ReservationRow> {
  if (reservation.next_action !== "deploy") return finish(transaction, reservation, "deleted", reason, now);
  const running = await transaction
    .selectFrom("workload")
    .select(["node_id", "workload_id"])
    .where("reservation_id", "=", reservation.id)
    .where("halt", "!=", "ended")
    .where((or) => or.or([or("result_state", "is", null), or("result_state", "!=", BigInt(RESULT_STATE.deleted))]))
    .orderBy("workload_id", "desc")
    .execute();
  if (running.length === 0 && !(await hasEnding(transaction, reservation.id))) {
    return finish(transaction, reservation, "deleted", reason, now);
  }
  if (running.length === 0) return changeReservation(transaction, reservation, { next_action: "delete", reason }, now);
  await transaction
    .insertInto("outbox")
    .values(
      running.map(({ node_id, workload_id }) => {
        const errand = { reservation_id: reservation.id, workload_id, created_at: now, next_try_at: now };
        return { node_id, kind: "delete", ...errand } as const;
      }),
    )
    .execute();
  return changeReservation(transaction, reservation, { next_action: "delete", reason }, now);
}

/** Is a node still to say that it deleted something that was ended by itself? */
async function hasEnding(transaction: Transaction<Tables>, id: bigint): Promise<boolean> {
  const ending = await transaction
    .selectFrom("workload")
    .select("workload_id")
    .where("reservation_id", "=", id)
    .where("halt", "=", "ended")
    .limit(1)
    .execute();
  return ending.length > 0;
}

export async function finish(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  next_action: "invalid" | "deleted",
  reason: string,
  now: bigint,
): Promise<ReservationRow> {
  return changeReservation(transaction, reservation, { next_action, reason }, now);
}

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
    .where((or) => or.or([or("result_state", "is", null), or("result_state", "!=", BigInt(RESULT_STATE.deleted))]))
    .orderBy("workload_id", "desc")
    .execute();
  if (running.length === 0) return finish(transaction, reservation, "deleted", reason, now);
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

export async function finish(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  next_action: "invalid" | "deleted",
  reason: string,
  now: bigint,
): Promise<ReservationRow> {
  return changeReservation(transaction, reservation, { next_action, reason }, now);
}

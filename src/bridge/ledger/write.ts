import { sql, type Transaction } from "kysely";
import type { ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import { writeNotice } from "../notices/write.ts";
import { lockNodes } from "./locks.ts";
import { sumOf } from "./sum.ts";

type Drawing = Pick<WorkloadRow, "reservation_id" | "workload_id" | "pool_id" | "cu" | "su">;
type Loading = Pick<WorkloadRow, "node_id" | "cru" | "mru" | "sru" | "hru">;

/** Taken, or given back. */
export type Direction = "take" | "return";

const SIGNS: Readonly<Record<Direction, bigint>> = { take: 1n, return: -1n };

/** What these workloads of one pool draw goes into its sum and into the book. The pool's lock is held. */
export async function writeDraws(
  transaction: Transaction<Tables>,
  direction: Direction,
  workloads: readonly Drawing[],
  cause: string,
  at: bigint,
): Promise<void> {
  const [first] = workloads;
  if (first === undefined) return;
  const sign = SIGNS[direction];
  const added = sumOf(workloads);
  await transaction
    .updateTable("pool_draw")
    .set({ cu: sql`cu + ${sign * added.cu}`, su: sql`su + ${sign * added.su}`, changed_at: at })
    .where("pool_id", "=", first.pool_id)
    .execute();
  await transaction
    .insertInto("ledger_entry")
    .values(
      workloads.map(({ pool_id, reservation_id, workload_id, cu, su }) => {
        return { pool_id, reservation_id, workload_id, cu: sign * cu, su: sign * su, cause, at };
      }),
    )
    .execute();
}

/** The room that these workloads have on their nodes. What is suspended keeps its room: it shall find it again. */
export async function writeLoads(
  transaction: Transaction<Tables>,
  direction: Direction,
  workloads: readonly Loading[],
): Promise<void> {
  const sign = SIGNS[direction];
  await lockNodes(
    transaction,
    workloads.map(({ node_id }) => node_id),
  );
  for (const { node_id, cru, mru, sru, hru } of workloads) {
    await transaction
      .updateTable("node_load")
      .set({
        cru: sql`cru + ${sign * cru}`,
        mru: sql`mru + ${sign * mru}`,
        sru: sql`sru + ${sign * sru}`,
        hru: sql`hru + ${sign * hru}`,
      })
      .where("node_id", "=", node_id)
      .execute();
  }
}

/** Writes all of it that ever changes. @returns the reservation as it is then */
export async function changeReservation(
  transaction: Transaction<Tables>,
  reservation: ReservationRow,
  changes: Partial<ReservationRow>,
  now: bigint,
): Promise<ReservationRow> {
  const changed = { ...reservation, ...changes, changed_at: now };
  const { next_action, reason, changed_at, farmer_signature, farmer_epoch } = changed;
  const { quorum_block, quorum_hash, quorum_at, delete_block, delete_hash } = changed;
  await transaction
    .updateTable("reservation")
    .set({ next_action, reason, changed_at, farmer_signature, farmer_epoch })
    .set({ quorum_block, quorum_hash, quorum_at, delete_block, delete_hash })
    .where("id", "=", reservation.id)
    .execute();
  if (next_action !== reservation.next_action || reason !== reservation.reason) {
    const data = { reservation: Number(reservation.id), next: next_action, reason };
    await writeNotice(transaction, reservation.pool_id, "reservation", data, now);
  }
  return changed;
}

import { sql, type Transaction } from "kysely";
import type { PoolDrawRow, ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import { lockNodes } from "./locks.ts";
import { sumOf } from "./sum.ts";

type Taken = Pick<
  WorkloadRow,
  "reservation_id" | "workload_id" | "pool_id" | "node_id" | "cu" | "su" | "cru" | "mru" | "sru" | "hru"
>;

/** Adds what these workloads take to their pool and nodes, and to the book. The pool's lock is held. */
export async function writeDraws(
  transaction: Transaction<Tables>,
  drawn: PoolDrawRow,
  workloads: readonly Taken[],
  cause: string,
  at: bigint,
): Promise<void> {
  await write(transaction, drawn, workloads, 1n, cause, at);
}

/** Gives back what they took. Whoever calls has made sure, under the pool's lock, that they are drawing. */
export async function writeReturns(
  transaction: Transaction<Tables>,
  drawn: PoolDrawRow,
  workloads: readonly Taken[],
  cause: string,
  at: bigint,
): Promise<void> {
  await write(transaction, drawn, workloads, -1n, cause, at);
}

async function write(
  transaction: Transaction<Tables>,
  { pool_id, cu, su }: PoolDrawRow,
  workloads: readonly Taken[],
  sign: 1n | -1n,
  cause: string,
  at: bigint,
): Promise<void> {
  const added = sumOf(workloads);
  await transaction
    .updateTable("pool_draw")
    .set({ cu: cu + sign * added.cu, su: su + sign * added.su, changed_at: at })
    .where("pool_id", "=", pool_id)
    .execute();
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
  await transaction
    .insertInto("ledger_entry")
    .values(
      workloads.map(({ reservation_id, workload_id, cu: one, su: other }) => {
        return { pool_id, reservation_id, workload_id, cu: sign * one, su: sign * other, cause, at };
      }),
    )
    .execute();
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
  return changed;
}

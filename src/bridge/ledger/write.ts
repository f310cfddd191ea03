import { sql, type Transaction } from "kysely";
import type { ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import { writeNotice } from "../notices/write.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
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
  await changeDraw(transaction, first.pool_id, { cu: sign * added.cu, su: sign * added.su }, at);
  await transaction
    .insertInto("ledger_entry")
    .values(
      workloads.map(({ pool_id, reservation_id, workload_id, cu, su }) => {
        return { pool_id, reservation_id, workload_id, cu: sign * cu, su: sign * su, cause, at };
      }),
    )
    .execute();
}

/**
 * The chain is told from the first moment on in which it did not know: further changes do not begin that anew. What it
 * knows is the mirror's; of a pool that is not there, nothing.
 */
async function changeDraw(
  transaction: Transaction<Tables>,
  poolId: bigint,
  { cu, su }: PerUnit<bigint>,
  at: bigint,
): Promise<void> {
  await sql`
    update pool_draw set cu = after.cu, su = after.su,
      risen_at = case when after.cu > known.cu or after.su > known.su then
        case when pool_draw.cu > known.cu or pool_draw.su > known.su then coalesce(risen_at, ${at}) else ${at} end end,
      fallen_at = case when after.cu < known.cu or after.su < known.su then
        case when pool_draw.cu < known.cu or pool_draw.su < known.su then coalesce(fallen_at, ${at}) else ${at} end end
    from (select cu + ${cu} as cu, su + ${su} as su from pool_draw where pool_id = ${poolId}) as after,
      (select coalesce(max(cu_rate), 0) as cu, coalesce(max(su_rate), 0) as su from pool where pool_id = ${poolId}) as known
    where pool_id = ${poolId}
  `.execute(transaction);
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
  // What only says another number is no news.
  const isNews = next_action !== reservation.next_action || kindOf(reason) !== kindOf(reservation.reason);
  if (isNews) {
    const data = { reservation: Number(reservation.id), next: next_action, reason };
    await writeNotice(transaction, reservation.pool_id, "reservation", data, now);
  }
  return changed;
}

function kindOf(reason: string): string {
  return reason.replace(/\d+/g, "#");
}

import type { Transaction } from "kysely";
import type { Database } from "../db/database.ts";
import type { ReservationRow, Tables } from "../db/tables.ts";

/**
 * Each in a transaction of its own, under the reservation's lock; what another process has in hand is left to it.
 *
 * @param act looks again, since what was found may have changed. @returns whether it did anything
 */
export async function eachReservation<Found extends { readonly id: bigint }>(
  db: Database,
  all: readonly Found[],
  act: (transaction: Transaction<Tables>, reservation: ReservationRow, found: Found) => Promise<boolean>,
): Promise<number> {
  let changed = 0;
  for (const one of all) {
    const done = await db.transaction().execute(async (transaction) => {
      const reservation = await transaction
        .selectFrom("reservation")
        .selectAll()
        .where("id", "=", one.id)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      return reservation !== undefined && (await act(transaction, reservation, one));
    });
    if (done) changed++;
  }
  return changed;
}

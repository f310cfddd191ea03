import { sql, type Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";

/** Any number, the same for all releases: "capacity" by the digits of a telephone. */
const LOCK = 22_722_489n;

/**
 * From here to the end of the transaction nobody else promises capacity of this farm, so that no two promise the same.
 * After the locks of reservation and pool, before those of nodes.
 */
export async function lockCapacity(transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
}

import { type Migration, Migrator } from "kysely";
import { ConfigurationError } from "../errors.ts";
import type { Database } from "./database.ts";
import * as chain from "./migrations/0001-chain.ts";
import * as http from "./migrations/0003-http.ts";
import * as nodes from "./migrations/0005-nodes.ts";
import * as notices from "./migrations/0006-notices.ts";
import * as reservations from "./migrations/0002-reservations.ts";
import * as transactions from "./migrations/0004-transactions.ts";

/** In the order of their names. One that was released is never changed: what is new is a new one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-chain": chain,
  "0002-reservations": reservations,
  "0003-http": http,
  "0004-transactions": transactions,
  "0005-nodes": nodes,
  "0006-notices": notices,
};

/** Brings the tables to what this release needs. Several processes may try at once: one does it, the others wait. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw refusal(error as Error & { readonly code?: string });
}

/** Codes of the system and of PostgreSQL that say that nobody was let in. */
const OUTSIDE = /^(E[A-Z]+|28\w{3}|3D000)$/;

function refusal(error: Error & { readonly code?: string }): ConfigurationError {
  const isOutside = OUTSIDE.test(error.code ?? "");
  return isOutside
    ? new ConfigurationError(
        `The database cannot be reached: ${error.message || error.code}`,
        "Set DATABASE_URL to a PostgreSQL that runs, with a database and a user that exist.",
        { cause: error },
      )
    : new ConfigurationError(
        `The database cannot be brought to this release: ${error.message}`,
        "A database of a newer release needs that release; else give the bridge a database of its own, and the right to create tables in it.",
        { cause: error },
      );
}

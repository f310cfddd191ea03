import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
/** A transaction, or the database itself where one statement is all. */
export type Connection = Database | Transaction<Tables>;

const INT8 = 20;
const NUMERIC = 1700;
const INT8_ARRAY = 1016;

/** Whole numbers come as bigint. No column of ours holds a fraction, so a numeric is whole too. */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, BigInt);
types.setTypeParser(NUMERIC, BigInt);
types.setTypeParser(INT8_ARRAY, (text) => listOf(text).map(BigInt));

/** `{1,2}` as [1, 2]. */
function listOf(text: string): readonly string[] {
  return text === "{}" ? [] : text.slice(1, -1).split(",");
}

export interface DatabaseOptions {
  /** Connections at most; a server allows 100 by default, for all who use it. */
  readonly connections?: number;
  /** Told of errors of connections that nobody is using at the time. */
  readonly onIdleError: (error: Error) => void;
}

export function openDatabase(url: string, options: DatabaseOptions): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(url, options) }) });
}

export function openPool(url: string, { connections = 10, onIdleError }: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    application_name: "granary-bridge",
    connectionTimeoutMillis: 5_000,
    // A statement that takes longer holds others up; whoever sent it tries again.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on("error", onIdleError);
  return pool;
}

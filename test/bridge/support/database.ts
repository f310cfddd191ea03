import { type Database as Server, startDatabase } from "../../../scripts/stack/database.ts";
import { type Database, openDatabase } from "../../../src/bridge/db/database.ts";
import { migrate } from "../../../src/bridge/db/migrate.ts";

let server: Promise<Server> | undefined;
let count = 0;

/** A real PostgreSQL, one for all tests of this process; it goes with the process. */
function theServer(): Promise<Server> {
  server ??= startDatabase();
  return server;
}

/** The URL of a database that nobody else uses. */
export async function newDatabaseUrl(): Promise<string> {
  return (await theServer()).open(`bridge_${++count}`);
}

/** An empty database with the bridge's tables. */
export async function newDatabase(): Promise<Database> {
  const db = openDatabase(await newDatabaseUrl(), { onIdleError: () => {} });
  await migrate(db);
  return db;
}

after(async () => {
  await (await server)?.stop();
});

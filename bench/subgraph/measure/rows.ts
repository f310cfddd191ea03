import pg from "pg";
import { query } from "../../../scripts/stack/database.ts";

/** graph-node's own tables beside those of the entities. */
const OWN = ["poi2$", "data_sources$"];
/** What graph-node rolls up by itself: nothing that a handler wrote. */
const ROLLED_UP = /_(hour|day)$/;

/**
 * Entities that handlers wrote, as PostgreSQL has them: rows in the tables of all entities, each version of one that
 * changed being a row. A version that was overwritten in the block that made it never became one.
 */
export async function rowsOf(databaseUrl: string, name: string): Promise<ReadonlyMap<string, number>> {
  const [found] = await query(
    databaseUrl,
    `select s.name as schema from subgraphs.subgraph g
     join subgraphs.subgraph_version v on v.id = g.current_version
     join deployment_schemas s on s.subgraph = v.deployment where g.name = $1`,
    [name],
  );
  const schema = String(found?.["schema"]);
  const tables = await query(databaseUrl, "select tablename as name from pg_tables where schemaname = $1", [schema]);
  const rows = new Map<string, number>();
  for (const table of tables.map((row) => String(row["name"])).sort()) {
    if (OWN.includes(table) || ROLLED_UP.test(table)) continue;
    const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
    const [counted] = await query(databaseUrl, `select count(*)::int as rows from ${from}`);
    rows.set(table, Number(counted?.["rows"]));
  }
  return rows;
}

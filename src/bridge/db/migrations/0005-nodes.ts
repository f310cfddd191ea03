import { type Kysely, sql } from "kysely";

/** Where nodes are, and when they were last heard of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table node_presence (node_id bigint primary key, url text not null, seen_at bigint not null)
  `.execute(db);
}

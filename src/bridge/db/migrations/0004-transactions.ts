import { type Kysely, sql } from "kysely";

/** The operator's transaction that is under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table chain_transaction (
      nonce bigint primary key, purpose text not null, to_address text not null, data text not null,
      gas bigint not null, max_fee numeric not null, priority_fee numeric not null, hashes text[] not null,
      first_sent_at bigint not null, last_sent_at bigint not null, sent_at_block bigint not null
    )
  `.execute(db);
}

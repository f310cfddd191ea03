import { type Kysely, sql } from "kysely";

/** Signed requests that were seen, for as long as they are fresh. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table http_nonce (
      signer text not null, nonce text not null, seen_at bigint not null, primary key (signer, nonce)
    );
    create index http_nonce_seen on http_nonce (seen_at);
  `.execute(db);
}

import { type Kysely, sql } from "kysely";

/** What happened to pools, for those who listen; and whether the chain hears of draws. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      seq bigint generated always as identity primary key,
      transaction xid8 not null default pg_current_xact_id(),
      pool_id bigint not null, kind text not null, data jsonb not null, at bigint not null
    );
    create index notice_pool on notice (pool_id, seq);
    create index notice_at on notice (at);

    create table webhook (only_one boolean primary key default true check (only_one), told bigint not null);

    create table promise (
      seq bigint generated always as identity primary key,
      pool_id bigint, tid bigint, signer text, nonce numeric,
      cu_cap bigint not null, su_cap bigint not null, deadline bigint not null
    );
    create index promise_deadline on promise (deadline);

    create table terms_signature (
      pool_id bigint, tid bigint, key text not null, signature bytea not null, signing_request bytea not null,
      signed_at bigint not null, primary key (pool_id, tid)
    );

    create table reporting (
      only_one boolean primary key default true check (only_one),
      failing_since bigint, trouble text not null
    );
    insert into reporting (failing_since, trouble) values (null, '');

    create function tell_granary() returns trigger language plpgsql as $$
    begin
      perform pg_notify('granary', tg_table_name);
      return null;
    end $$;
    create trigger tell_granary after insert on outbox for each statement execute function tell_granary();
    create trigger tell_granary after insert on chain_block for each statement execute function tell_granary();
    create trigger tell_granary after insert on ledger_entry for each statement execute function tell_granary();
  `.execute(db);
}

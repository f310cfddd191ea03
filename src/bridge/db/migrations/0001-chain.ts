import { type Kysely, sql } from "kysely";

/** The mirror of the chain, and the journal that takes blocks back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table chain_block (
      number bigint primary key, hash text not null, parent_hash text not null, timestamp bigint not null,
      last_tid bigint not null, last_node bigint not null, last_pool bigint not null
    );
    create table chain_journal (
      seq bigint generated always as identity primary key,
      block bigint not null, relation text not null, key jsonb not null, before jsonb
    );
    create index chain_journal_block on chain_journal (block);

    create table threebot (tid bigint primary key, owner text not null, owner_since bigint not null);
    create table threebot_key (
      tid bigint, since_block bigint, since_log bigint, key text not null, is_valid boolean not null,
      primary key (tid, since_block, since_log)
    );
    create table farm (
      farm_id bigint primary key, owner text not null, operator text not null, tid bigint not null,
      signer_epoch bigint not null, version bigint not null, upfront_bps bigint not null, notice_days bigint not null,
      min_offer_bps bigint not null, name text not null, endpoint text not null
    );
    create table price (
      token text primary key, token_index bigint not null, slot bigint not null,
      cu_price numeric not null, su_price numeric not null
    );
    create table node (
      node_id bigint primary key, key text not null, is_valid boolean not null, contributor_tid bigint not null,
      cru bigint not null, mru bigint not null, sru bigint not null, hru bigint not null,
      country text not null, city text not null, ipv4s bigint[] not null, retired boolean not null,
      is_down boolean not null
    );
    create table pool (
      pool_id bigint primary key, state text not null, tid bigint not null, cus bigint not null, sus bigint not null,
      terms_version bigint not null, upfront_bps bigint not null, cu_cap bigint not null, su_cap bigint not null,
      node_ids bigint[] not null, currencies text[] not null, refund_to text not null,
      signing_request_hash text not null, terms_hash text not null, epoch bigint not null, signature text not null,
      deadline bigint not null, held_until bigint not null, token text not null,
      cu bigint not null, su bigint not null, cu_rate bigint not null, su_rate bigint not null,
      settled_at bigint not null, last_reading bigint not null, is_empty boolean not null,
      evictable_from bigint not null,
      requested_in bigint not null, opened_in bigint not null, ended_in bigint not null, tid_since bigint not null
    );
    create index pool_open on pool (state) where state in ('requested', 'payable');
    create index pool_held on pool (held_until) where state = 'active';
    create table standing_order (
      pool_id bigint primary key, maker text not null, cus bigint not null, sus bigint not null,
      max_cu_cost numeric not null, max_su_cost numeric not null, when_seconds_left bigint not null,
      min_interval bigint not null, max_total numeric not null, until bigint not null,
      spent numeric not null, last_run bigint not null
    );
    create table nonce (signer text, nonce numeric, primary key (signer, nonce));
  `.execute(db);
  await journal(db);
}

/** Tables whose rows follow from events alone, with the columns of their keys. */
const MIRRORED: Readonly<Record<string, readonly string[]>> = {
  threebot: ["tid"],
  threebot_key: ["tid", "since_block", "since_log"],
  farm: ["farm_id"],
  price: ["token"],
  node: ["node_id"],
  pool: ["pool_id"],
  standing_order: ["pool_id"],
  nonce: ["signer", "nonce"],
};

/**
 * Each change within a block that may still go is written down by the database itself: no rule can forget to. The
 * block's number is a setting of the transaction; without it nothing is written, which is how old blocks are read.
 */
async function journal(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function write_chain_journal() returns trigger language plpgsql as $$
    declare
      at bigint := nullif(current_setting('granary.block', true), '')::bigint;
      whole jsonb := to_jsonb(coalesce(new, old));
      key jsonb;
    begin
      if at is null then return null; end if;
      select jsonb_object_agg(name, whole -> name) into key from unnest(tg_argv) as name;
      insert into chain_journal (block, relation, key, before)
        values (at, tg_table_name, key, case when tg_op = 'INSERT' then null else to_jsonb(old) end);
      return null;
    end $$;

    create function undo_chain_journal(above bigint) returns bigint language plpgsql as $$
    declare
      entry record;
      condition text;
      undone bigint := 0;
    begin
      perform set_config('granary.block', '', true);
      for entry in select * from chain_journal where block > above order by seq desc loop
        select string_agg(format('%I = (jsonb_populate_record(null::%I, $1)).%I', name, entry.relation, name), ' and ')
          into condition from jsonb_object_keys(entry.key) as name;
        execute format('delete from %I where %s', entry.relation, condition) using entry.key;
        if entry.before is not null then
          execute format('insert into %I select * from jsonb_populate_record(null::%I, $1)', entry.relation,
            entry.relation) using entry.before;
        end if;
        undone := undone + 1;
      end loop;
      delete from chain_journal where block > above;
      return undone;
    end $$;
  `.execute(db);
  for (const [table, key] of Object.entries(MIRRORED)) {
    await sql`
      create trigger chain_journal after insert or update or delete on ${sql.table(table)}
      for each row execute function write_chain_journal(${sql.join(key.map((column) => sql.lit(column)))})
    `.execute(db);
  }
}

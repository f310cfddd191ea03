import { type Kysely, sql } from "kysely";

/** What customers signed, what runs of it, what it draws, and what nodes are still to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence reservation_id as bigint maxvalue 4294967295 no cycle;
    create table reservation (
      id bigint primary key,
      json bytea not null, json_sha256 text not null unique,
      pool_id bigint not null, customer_tid bigint not null, customer_signature bytea not null,
      next_action text not null, reason text not null,
      created_at bigint not null, expires_unsigned bigint not null, expires bigint not null,
      quorum_block bigint, quorum_hash text, quorum_at bigint,
      delete_block bigint, delete_hash text,
      farmer_signature bytea, farmer_epoch bigint, changed_at bigint not null
    );
    create index reservation_waiting on reservation (pool_id) where next_action in ('sign', 'pay', 'delete');
    create index reservation_unsigned on reservation (expires_unsigned) where next_action in ('sign', 'pay');
    create index reservation_ends on reservation (expires) where next_action = 'deploy' and expires <> 0;

    create table signature (
      reservation_id bigint not null references reservation, action text not null, tid bigint not null,
      key text not null, signature bytea not null, epoch bigint not null, signed_at bigint not null,
      primary key (reservation_id, action, tid)
    );

    create table workload (
      reservation_id bigint not null references reservation, workload_id bigint not null,
      pool_id bigint not null, node_id bigint not null, category text not null,
      cu bigint not null, su bigint not null,
      cru bigint not null, mru bigint not null, sru bigint not null, hru bigint not null,
      is_drawing boolean not null, drawing_since bigint not null, halt text not null, halted_at bigint not null,
      result_state bigint, result bytea, result_signature bytea, result_at bigint,
      primary key (reservation_id, workload_id)
    );
    create index workload_drawing on workload (pool_id) where is_drawing;
    create index workload_node on workload (node_id) where is_drawing;
    create index workload_halted on workload (pool_id) where halt <> '';

    create table pool_draw (
      pool_id bigint primary key, cu bigint not null check (cu >= 0), su bigint not null check (su >= 0),
      risen_at bigint, fallen_at bigint, warned_at_left bigint
    );
    create table node_load (
      node_id bigint primary key,
      cru bigint not null check (cru >= 0), mru bigint not null check (mru >= 0),
      sru bigint not null check (sru >= 0), hru bigint not null check (hru >= 0)
    );
    create table ledger_entry (
      seq bigint generated always as identity primary key,
      pool_id bigint not null, reservation_id bigint not null, workload_id bigint not null,
      cu bigint not null, su bigint not null, cause text not null, at bigint not null
    );
    create index ledger_entry_pool on ledger_entry (pool_id, seq);

    create table outbox (
      seq bigint generated always as identity primary key,
      node_id bigint not null, kind text not null, reservation_id bigint not null, workload_id bigint not null,
      created_at bigint not null, attempts bigint not null default 0, next_try_at bigint not null,
      is_parked boolean not null default false, trouble text not null default ''
    );
    create index outbox_due on outbox (node_id, seq) where not is_parked;
  `.execute(db);
}

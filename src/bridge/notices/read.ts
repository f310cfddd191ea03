import { sql } from "kysely";
import type { Connection, Database } from "../db/database.ts";
import type { NoticeKind } from "./write.ts";

export interface Notice {
  readonly seq: bigint;
  readonly pool_id: bigint;
  readonly kind: NoticeKind;
  readonly data: Readonly<Record<string, string | number | null>>;
  readonly at: bigint;
}

const AT_ONCE = 500;
const FORGET_AT_ONCE = 10_000;
const KEPT_SECONDS = 30n * 86_400n;

/**
 * The notices after `seq`, in order, of these pools or of all. What a transaction that is still open has written, or
 * might yet write with a lower number, comes later, with all that follows it: so that nobody misses any.
 */
export async function noticesAfter(db: Connection, seq: bigint, pools?: readonly bigint[]): Promise<readonly Notice[]> {
  const wanted = pools === undefined ? sql`` : sql`and pool_id = any(${pools}::bigint[])`;
  const { rows } = await sql<Notice>`
    select seq, pool_id, kind, data, at from notice
    where seq > ${seq} ${wanted} and transaction < pg_snapshot_xmin(pg_current_snapshot())
    order by seq limit ${AT_ONCE}
  `.execute(db);
  return rows;
}

/** The last one there is now: who begins to listen hears what comes after it. */
export async function lastNotice(db: Connection): Promise<bigint> {
  const row = await db.selectFrom("notice").select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row?.seq ?? 0n;
}

/** Some at a time, so that no statement takes long. @returns whether there may be more */
export async function forgetNotices(db: Database, now: bigint): Promise<boolean> {
  const old = db
    .selectFrom("notice")
    .select("seq")
    .where("at", "<", now - KEPT_SECONDS)
    .limit(FORGET_AT_ONCE);
  const { numDeletedRows } = await db.deleteFrom("notice").where("seq", "in", old).executeTakeFirst();
  return numDeletedRows === BigInt(FORGET_AT_ONCE);
}

/** As it is sent. JSON has no bigint. */
export function noticeJson({ seq, pool_id, kind, data, at }: Notice): Record<string, unknown> {
  return { seq: Number(seq), pool_id: Number(pool_id), kind, ...data, at: Number(at) };
}

import type { Connection } from "../db/database.ts";

/** What those who listen to a pool are told of. */
export type NoticeKind = "time-left" | "halted" | "resumed" | "ended" | "reservation" | "result";

/** Written with what it tells of, in one transaction: nobody hears of what did not happen. */
export async function writeNotice(
  db: Connection,
  pool_id: bigint,
  kind: NoticeKind,
  data: Readonly<Record<string, string | number | null>>,
  at: bigint,
): Promise<void> {
  await db
    .insertInto("notice")
    .values({ pool_id, kind, data: JSON.stringify(data).replaceAll("\\u0000", "\\ufffd"), at })
    .execute();
}

import { sql } from "kysely";
import type { Hex } from "../protocol/hex.ts";
import type { Connection } from "./db/database.ts";

/** The keys that count for these threebots at the mirror's block. One whose newest key is not proven has none. */
export async function keysOf(db: Connection, tids: readonly number[]): Promise<(tid: number) => Hex | undefined> {
  const { rows } = await sql<{ tid: bigint; key: Hex; is_valid: boolean }>`
    select distinct on (tid) tid, key, is_valid from threebot_key
    where tid = any(${tids}::bigint[]) order by tid, since_block desc, since_log desc
  `.execute(db);
  const keys = new Map(rows.filter(({ is_valid }) => is_valid).map(({ tid, key }) => [Number(tid), key]));
  return (tid) => keys.get(tid);
}

import type { Connection } from "./db/database.ts";

/** Seconds between two heartbeats of a node. */
const HEARTBEAT = 30n;
/** A node that is silent for so many of them is down. */
const SILENT_BEATS = 3n;

export async function heard(db: Connection, node_id: bigint, url: string, seen_at: bigint): Promise<void> {
  const row = { url, seen_at };
  await db
    .insertInto("node_presence")
    .values({ node_id, ...row })
    .onConflict((conflict) => conflict.column("node_id").doUpdateSet(row))
    .execute();
}

export type Presence = "up" | "silent" | "unknown";

/**
 * Which nodes are heard of.
 *
 * @param listeningSince nobody could be heard before: silence is not known until three heartbeats later
 */
export async function presenceOf(
  db: Connection,
  now: bigint,
  listeningSince: bigint,
): Promise<(nodeId: bigint) => Presence> {
  const silence = now - SILENT_BEATS * HEARTBEAT;
  const rows = await db.selectFrom("node_presence").select("node_id").where("seen_at", ">=", silence).execute();
  const up = new Set(rows.map(({ node_id }) => node_id));
  const others = listeningSince <= silence ? "silent" : "unknown";
  return (nodeId) => (up.has(nodeId) ? "up" : others);
}

/** Where a node was when it was last heard of. */
export async function urlOf(db: Connection, nodeId: bigint): Promise<string | undefined> {
  const row = await db.selectFrom("node_presence").select("url").where("node_id", "=", nodeId).executeTakeFirst();
  return row?.url;
}

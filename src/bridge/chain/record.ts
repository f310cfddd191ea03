import type { Database } from "../db/database.ts";
import type { BlockRow } from "../db/tables.ts";
import type { Header, Log } from "./answers.ts";
import type { ChainEvent, Decode } from "./decode.ts";
import type { Mirror } from "./mirror/apply.ts";
import type { LastIds } from "./mirror/book.ts";
import { beginBlock, stepTo } from "./position.ts";

/**
 * Writes down what some blocks did, and that they were read: together or not at all, so that through any crash every
 * event counts exactly once.
 *
 * @param to the last of them, on which the mirror stands then
 * @param headers of those that have logs
 * @param depth how many blocks a reorg may take back; 0 for blocks that it does not reach
 */
export type Record = (
  position: BlockRow,
  to: Header,
  logs: readonly Log[],
  headers: ReadonlyMap<bigint, Header>,
  depth: bigint,
) => Promise<{ readonly block: BlockRow; readonly events: number }>;

export function createRecord(db: Database, mirror: Mirror, decode: Decode): Record {
  return async (position, to, logs, headers, depth) => {
    const events = logs
      .map((log) => decode(log, headers.get(log.blockNumber)?.timestamp ?? 0n))
      .filter((event) => event !== undefined);
    const block = await db.transaction().execute(async (transaction) => {
      if (depth > 0n) await beginBlock(transaction, to.number);
      const next = blockOf(to, await apply(transaction, mirror, idsOf(position), events));
      await stepTo(transaction, next, depth);
      return next;
    });
    return { block, events: events.length };
  };
}

async function apply(
  db: Parameters<Mirror["open"]>[0],
  mirror: Mirror,
  lastIds: LastIds,
  events: readonly ChainEvent[],
): Promise<LastIds> {
  if (events.length === 0) return lastIds;
  const book = await mirror.open(db, lastIds, events);
  for (const event of events) mirror.apply(book, event);
  await book.save(db);
  return book.lastIds;
}

function idsOf({ last_tid, last_node, last_pool }: BlockRow): LastIds {
  return { tid: last_tid, node: last_node, pool: last_pool };
}

function blockOf({ number, hash, parentHash, timestamp }: Header, { tid, node, pool }: LastIds): BlockRow {
  return { number, hash, parent_hash: parentHash, timestamp, last_tid: tid, last_node: node, last_pool: pool };
}

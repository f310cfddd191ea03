import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { BlockRow } from "../db/tables.ts";

/** The block that the mirror stands on. Undefined before its first. */
export async function readPosition(db: Connection): Promise<BlockRow | undefined> {
  return db.selectFrom("chain_block").selectAll().orderBy("number", "desc").limit(1).executeTakeFirst();
}

/** The blocks that are kept, newest first. */
export async function keptBlocks(db: Connection): Promise<readonly BlockRow[]> {
  return db.selectFrom("chain_block").selectAll().orderBy("number", "desc").execute();
}

/** From here to the end of the transaction, changes are written down as this block's. */
export async function beginBlock(db: Connection, number: bigint): Promise<void> {
  await sql`select set_config('granary.block', ${String(number)}, true)`.execute(db);
}

/** The mirror stands on this block now. What is more than `depth` blocks older cannot be taken back any more. */
export async function stepTo(db: Connection, block: BlockRow, depth: bigint): Promise<void> {
  const oldest = block.number - depth;
  await db.insertInto("chain_block").values(block).execute();
  await db.deleteFrom("chain_block").where("number", "<", oldest).execute();
  await db.deleteFrom("chain_journal").where("block", "<=", oldest).execute();
}

/** Takes back all that the blocks above did. */
export async function undoAbove(db: Connection, number: bigint): Promise<void> {
  await sql`select undo_chain_journal(${number})`.execute(db);
  await db.deleteFrom("chain_block").where("number", ">", number).execute();
}

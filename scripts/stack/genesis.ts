import { query } from "./database.ts";
import { StackError } from "./errors.ts";
import { rpc } from "./rpc.ts";

interface Block {
  readonly number: string;
  readonly hash: string;
}

/**
 * graph-node says nothing when a chain was restarted and begins with another block: it answers with what it read from
 * the last one. We say it.
 */
export async function checkGenesis(databaseUrl: string, network: string, chainUrl: string): Promise<void> {
  const tables = await query(
    databaseUrl,
    "select 1 from pg_tables where schemaname = 'public' and tablename = 'chains'",
  );
  if (tables.length === 0) return;
  const [known] = await query(databaseUrl, "select genesis_block_hash as hash from chains where name = $1", [network]);
  if (typeof known?.["hash"] !== "string" || /^0*$/.test(known["hash"])) return;
  const first = (await rpc(chainUrl, "eth_getBlockByNumber", ["0x0", false])) as Block;
  const indexed = `0x${known["hash"]}`;
  if (first.hash === indexed) return;
  throw new StackError(
    `This is another chain: its block 0 is ${first.hash}, the indexed one began with ${indexed}.`,
    "Was the chain restarted? Then index into a new database; with `npm start`: start over with --fresh.",
  );
}

export async function headOf(chainUrl: string): Promise<number> {
  return Number(await rpc(chainUrl, "eth_blockNumber"));
}

/** @returns undefined where the chain has no such block (yet, or any more) */
export async function hashAt(chainUrl: string, number: number): Promise<string | undefined> {
  const block = (await rpc(chainUrl, "eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as Block | null;
  return block?.hash;
}

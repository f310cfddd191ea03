// `npm run bridge`: a farm's bridge, with a PostgreSQL of its own where DATABASE_URL names none.

import { resolve } from "node:path";
import process from "node:process";
import { runBridge } from "../../src/bridge/run.ts";
import { startDatabase } from "../stack/database.ts";
import { StackError } from "../stack/errors.ts";

const HELP = `usage: npm run bridge

Runs the bridge of one farm until it is told to stop (Ctrl-C). Its settings are environment variables:

  GRANARY_FARM_ID, GRANARY_DEPLOYMENT, GRANARY_RPC_URLS   which farm, on which chain
  GRANARY_FARMER_SEED, GRANARY_OPERATOR_KEY               the two keys; or ..._FILE, a file with one
  DATABASE_URL                                            a PostgreSQL; without it, one of the bridge's own
  GRANARY_DATA                                            where that keeps its data; without it, ./.bridge

docs/operations.md lists them all, with how to back up and restore.
`;

process.exitCode = process.argv.slice(2).length > 0 ? help(process.argv.slice(2)) : await run();

function help(given: readonly string[]): number {
  const isAsked = given.every((one) => one === "--help" || one === "-h");
  if (isAsked) console.log(HELP);
  else console.error(`Unknown: ${given.join(" ")}\n\n${HELP}`);
  return isAsked ? 0 : 1;
}

async function run(): Promise<number> {
  if ((process.env["DATABASE_URL"] ?? "") !== "") return runBridge(process.env);
  try {
    return await runWithDatabase(resolve(process.env["GRANARY_DATA"] || ".bridge"));
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    console.error(`${error.message}\n${error.remedy}`);
    return 1;
  }
}

async function runWithDatabase(directory: string): Promise<number> {
  const database = await startDatabase({ directory, durable: true });
  try {
    return await runBridge({ ...process.env, DATABASE_URL: await database.open("bridge") });
  } finally {
    await database.stop();
  }
}

// `npm run bench:subgraph`: how fast our subgraph is indexed, beside what graph-node can do at all and beside Ponder, and
// how fast the market's queries are answered. The last line is one JSON object.

import process from "node:process";
import hre from "hardhat";
import { progress } from "../../scripts/local/progress.ts";
import { type Database, startDatabase } from "../../scripts/stack/database.ts";
import { findGnd, MISSING_GND } from "../../scripts/stack/gnd.ts";
import { foundry, missing } from "../../scripts/tools/foundry.mjs";
import { Random } from "../../test/model/acts/random.ts";
import { measureBackfills } from "./backfills.ts";
import { buildOurs } from "./build.ts";
import { fillStore } from "./fill.ts";
import { serve } from "./measure/backfill.ts";
import { measureQueries } from "./measure/queries.ts";
import { queriesTable } from "./report.ts";
import { readWishes, type Wishes } from "./sizes.ts";

const wishes = readWishes(process.argv.slice(2));
const absent = findGnd() === undefined ? MISSING_GND : foundry("anvil") === undefined ? missing("anvil") : undefined;
if (wishes !== undefined && absent !== undefined) {
  console.error(`The subgraph cannot be measured: ${absent}.`);
  process.exitCode = 1;
} else if (wishes !== undefined) {
  // Everything that was started ends with this process, and its folders go: see scripts/stack/keeper.mjs.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  await run(wishes, progress(console.log));
}

async function run({ sizes, ponder, parts }: Wishes, step: (what: string) => void): Promise<void> {
  step("Compiling");
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const database = await startDatabase();
  try {
    const backfills = parts.has("backfill") ? await measureBackfills(sizes, ponder, database, step) : {};
    const queries = parts.has("queries") ? { queries: await measureStore(sizes, database, step) } : {};
    console.log(`\n${JSON.stringify({ ...backfills, ...queries })}`);
  } finally {
    await database.stop();
  }
}

/** The market's queries, with a large market in the store. */
async function measureStore(
  { store, runs }: Wishes["sizes"],
  database: Database,
  step: (what: string) => void,
): Promise<object> {
  step(`Filling a chain with ${store.farms} farms and ${store.reservations} reservations`);
  let told = 0;
  const filled = await fillStore(store, (reservations) => {
    if (reservations < told + store.reservations / 10) return;
    told = reservations;
    step(`  ${reservations} reservations`);
  });
  const { chain, deployment, market, miner } = filled;
  try {
    step("Indexing it");
    const { indexer, url, rows, seconds } = await serve(chain.url, database, await buildOurs(deployment));
    step(`  ${rows.get("event")} events in ${seconds.toFixed(0)} s; ${market.pools.length} pools`);
    try {
      step(`Asking each query ${runs} times`);
      const queries = await measureQueries(url, market, new Random(2), miner.now, runs);
      console.log(`\n${queriesTable(queries)}`);
      return queries;
    } finally {
      await indexer.stop();
    }
  } finally {
    await chain.stop();
  }
}

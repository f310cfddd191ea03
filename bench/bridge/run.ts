// `npm run bench:bridge`: what the bridge can do, as ratios against the best that is possible here. The last line is one
// JSON object.

import process from "node:process";
import hre from "hardhat";
import { progress } from "../../scripts/local/progress.ts";
import { startDatabase } from "../../scripts/stack/database.ts";
import { temporary } from "../../scripts/stack/folder.ts";
import { measureDeploys } from "./deploys.ts";
import { measureFollower } from "./follow.ts";
import { measureMemory } from "./memory.ts";
import { measureRelay } from "./relay.ts";
import { measureVerify } from "./verify.ts";
import { readParts } from "./parts.ts";

const parts = readParts(process.argv.slice(2));
if (parts !== undefined) {
  // Everything that was started ends with this process, and its folders go: see scripts/stack/keeper.mjs.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  await run(parts, progress(console.log));
}

async function run(wanted: ReadonlySet<string>, say: (what: string) => void): Promise<void> {
  say("Compiling");
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const folder = temporary("bench-bridge");
  // As durable as in operation: a commit is on the disk.
  const server = await startDatabase({ directory: folder.path, durable: true });
  const figures: Record<string, number | undefined> = {};
  try {
    if (wanted.has("verify")) {
      say("Verifying quorums");
      figures["verifyRatio"] = measureVerify();
    }
    if (wanted.has("deploy")) Object.assign(figures, await measureDeploys(server, say));
    if (wanted.has("follow")) Object.assign(figures, await measureFollower(server, wanted.has("ponder"), say));
    if (wanted.has("relay")) Object.assign(figures, await measureRelay(server, say));
    if (wanted.has("memory")) figures["rssMiB"] = await measureMemory(server, say);
  } finally {
    await server.stop();
    folder.remove();
  }
  const rounded = Object.entries(figures).map(([name, value]) => [name, value === undefined ? null : round(value)]);
  console.log(`\n${JSON.stringify(Object.fromEntries(rounded))}`);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

// `npm run bench:gas`: what the acts cost, on the receipts of whole transactions, in a block of their own each.
// `-- --update` rewrites the snapshot; `-- --check` (`npm run check:gas`) compares with it and measures no peers.

import process from "node:process";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { ACTS } from "./acts.ts";
import { openChain } from "./chain.ts";
import { makeHistory } from "./history.ts";
import { type Figures, figureOf, measure } from "./measure.ts";
import { PeerUnavailable } from "./peers/artifacts.ts";
import { measureFlow } from "./peers/flow.ts";
import { measureLockup } from "./peers/lockup.ts";
import type { Peer } from "./peers/peer.ts";
import { compare, type Comparison, readSnapshot, writeSnapshot } from "./snapshot.ts";
import { actsTable, extrasTable, peersTable } from "./table.ts";
import { createWorld, type World } from "./world.ts";

const { values: options } = parseArgs({ options: { check: { type: "boolean" }, update: { type: "boolean" } } });

await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
const chain = await openChain();
const world = await createWorld(chain);
await makeHistory(world);
const figures = await measure(world);
const peers = options.check ? [] : await measurePeers(world);
await chain.close();

console.log(actsTable(figures, peers[0]));
console.log(`\n${extrasTable(figures)}`);
if (peers.length > 0) console.log(`\n${peersTable(peers)}`);
if (options.update) writeSnapshot(figures);
else judge(compare(readSnapshot(), figures));
console.log(`\n${JSON.stringify(result(figures, peers))}`);

/** Sablier's contracts come out of its npm packages; where npm cannot reach them, ours are measured all the same. */
async function measurePeers(place: World): Promise<Peer[]> {
  try {
    return [await chain.isolated(() => measureFlow(place)), await chain.isolated(() => measureLockup(place))];
  } catch (cause) {
    if (!(cause instanceof PeerUnavailable)) throw cause;
    console.log(`Measured without peers. ${cause.message}\n`);
    return [];
  }
}

/** A figure that grew unannounced fails `--check`; one that shrank is good news that the snapshot should know. */
function judge({ worse, outdated }: Comparison): void {
  if (worse.length > 0) console.log(`\nAbove the snapshot:\n  ${worse.join("\n  ")}`);
  if (outdated.length > 0) console.log(`\nThe snapshot is behind:\n  ${outdated.join("\n  ")}`);
  if (worse.length + outdated.length > 0) console.log("\n`npm run bench:gas -- --update` writes what was measured.");
  if (options.check && worse.length > 0) process.exitCode = 1;
}

function result(measured: Figures, others: readonly Peer[]): Record<string, unknown> {
  const acts = ACTS.map(({ name }) => [name, Number(figureOf(measured, name))] as const);
  const beside = others.map(({ key, acts: gas }) => [
    key,
    Object.fromEntries(Object.entries(gas).map(([act, figure]) => [act, Number(figure)])),
  ]);
  return { ...Object.fromEntries(acts), peers: Object.fromEntries(beside) as unknown };
}

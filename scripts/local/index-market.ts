import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import type { Chain } from "../stack/chain.ts";
import { hasContainers, startContainers } from "../stack/containers.ts";
import type { Database } from "../stack/database.ts";
import { StackError } from "../stack/errors.ts";
import { findGnd, MISSING_GND } from "../stack/gnd.ts";
import { startIndexer } from "../stack/indexer.ts";
import type { Wishes } from "./start.ts";
import { buildSubgraph } from "./subgraph.ts";

const NAME = "granary";
const NETWORK = "local";
const DATABASE = "graph";
const FIRST_SYNC_MS = 120_000;

export interface IndexedMarket {
  readonly url: string;
  /** graph-node's database, where it is one of ours. */
  readonly databaseUrl?: string;
  /** Ports that the whole network reaches. */
  readonly openPorts: readonly number[];
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Why there is no indexer. */
export interface Skipped {
  readonly skipped: string;
}

/**
 * graph-node with a subgraph, up to the head of the chain.
 *
 * @param built the folder of the built subgraph, where graph-node runs here
 */
export async function indexMarket(
  root: string,
  wishes: Wishes,
  chain: Chain,
  database: Database | undefined,
  built: () => Promise<string>,
  step: (what: string) => void,
): Promise<IndexedMarket | Skipped> {
  if (findGnd() !== undefined && database !== undefined) return indexHere(wishes, chain, database, built, step);
  if (hasContainers()) return indexInContainers(root, wishes, chain, step);
  return { skipped: `${MISSING_GND}; docs/local.md says what to do` };
}

async function indexHere(
  { directory, graphqlPort }: Wishes,
  chain: Chain,
  database: Database,
  built: () => Promise<string>,
  step: (what: string) => void,
): Promise<IndexedMarket> {
  step("Starting graph-node, building the subgraph");
  const databaseUrl = await database.open(DATABASE);
  const folder = join(directory, "graph");
  const wanted = { chainUrl: chain.url, databaseUrl, network: NETWORK, directory: folder, port: graphqlPort };
  const indexer = await startIndexer(wanted);
  try {
    const subgraph = await built();
    step("Indexing");
    const { url, synced } = await indexer.deploy(NAME, subgraph);
    await synced(FIRST_SYNC_MS);
    const openPorts = indexer.isIsolated ? [] : Object.values(indexer.ports);
    return { url, databaseUrl, openPorts, ended: indexer.ended, stop: indexer.stop };
  } catch (error) {
    await indexer.stop();
    throw error;
  }
}

/** The same by the compose file, through IPFS, as on a server. */
async function indexInContainers(
  root: string,
  { directory, graphqlPort }: Wishes,
  chain: Chain,
  step: (what: string) => void,
): Promise<IndexedMarket | Skipped> {
  if ((await buildSubgraph(root, join(directory, "deployments"))) === undefined) {
    return { skipped: "there is no subgraph to build" };
  }
  step("Starting graph-node in containers");
  const file = join(root, "deploy", "docker-compose.yml");
  const { stop } = startContainers({ file, chainUrl: chain.url, network: NETWORK, graphqlPort });
  try {
    const where = ["--node", "http://127.0.0.1:8020", "--ipfs", "http://127.0.0.1:5001"];
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "subgraph:deploy", "--", ...where], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (status !== 0) throw new StackError(`The subgraph was not deployed:\n${stderr}`, "See docs/local.md.");
    const url = `http://127.0.0.1:${graphqlPort}/subgraphs/name/${NAME}`;
    return { url, openPorts: [], ended: new Promise(() => {}), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

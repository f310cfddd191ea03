import { join } from "node:path";
import type { Chain } from "../stack/chain.ts";
import type { Database } from "../stack/database.ts";
import { findGnd, MISSING_GND } from "../stack/gnd.ts";
import { type Indexer, startIndexer } from "../stack/indexer.ts";
import type { Wishes } from "./start.ts";
import { buildSubgraph } from "./subgraph.ts";

const NAME = "granary";
const DATABASE = "graph";
const FIRST_SYNC_MS = 120_000;

export type IndexedMarket =
  { readonly indexer: Indexer; readonly url: string; readonly databaseUrl: string } | { readonly skipped: string };

/** graph-node with our subgraph, up to the head of the chain. */
export async function indexMarket(
  root: string,
  { directory, graphqlPort, subgraph }: Wishes,
  chain: Chain,
  database: Database,
  step: (what: string) => void,
): Promise<IndexedMarket> {
  if (findGnd() === undefined) return { skipped: MISSING_GND };
  step("Starting graph-node, building the subgraph");
  const databaseUrl = await database.open(DATABASE);
  const folder = join(directory, "graph");
  const [indexer, built] = await Promise.all([
    startIndexer({ chainUrl: chain.url, databaseUrl, directory: folder, port: graphqlPort }),
    subgraph ?? buildSubgraph(root, join(directory, "deployments")),
  ]);
  try {
    if (built === undefined) {
      await indexer.stop();
      return { skipped: "there is no subgraph to build" };
    }
    step("Indexing");
    const { url, synced } = await indexer.deploy(NAME, built);
    await synced(FIRST_SYNC_MS);
    return { indexer, url, databaseUrl };
  } catch (error) {
    await indexer.stop();
    throw error;
  }
}

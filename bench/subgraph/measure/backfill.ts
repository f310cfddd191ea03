import type { Database } from "../../../scripts/stack/database.ts";
import { type Indexer, startIndexer } from "../../../scripts/stack/indexer.ts";
import { NETWORK } from "../build.ts";
import { type Cost, handlerCosts } from "./handlers.ts";
import { rowsOf } from "./rows.ts";

/** What one backfill took and wrote. */
export interface Backfill {
  readonly seconds: number;
  readonly rows: ReadonlyMap<string, number>;
  readonly costs: readonly Cost[];
}

/** A graph-node that has indexed a chain, and still serves it. */
export interface Served extends Backfill {
  readonly url: string;
  readonly databaseUrl: string;
  readonly indexer: Indexer;
}

const NAME = "bench";
const WITHIN_MS = 45 * 60_000;
let databases = 0;

/**
 * Indexes a whole chain by a graph-node that was started for it, with an empty database: nothing is known from before.
 * The time is from the deployment to the chain's newest block.
 */
export async function serve(chainUrl: string, database: Database, built: string): Promise<Served> {
  const databaseUrl = await database.open(`bench${++databases}`);
  const indexer = await startIndexer({ chainUrl, databaseUrl, network: NETWORK });
  try {
    const began = performance.now();
    const { url, synced } = await indexer.deploy(NAME, built);
    await synced(WITHIN_MS);
    const seconds = (performance.now() - began) / 1000;
    const costs = await handlerCosts(indexer.ports.metrics);
    return { seconds, rows: await rowsOf(databaseUrl, NAME), costs, url, databaseUrl, indexer };
  } catch (error) {
    await indexer.stop();
    throw error;
  }
}

/** The same, and then graph-node goes. */
export async function backfill(chainUrl: string, database: Database, built: string): Promise<Backfill> {
  const { indexer, ...figures } = await serve(chainUrl, database, built);
  await indexer.stop();
  return figures;
}

export function entitiesOf({ rows }: Backfill): number {
  return [...rows.values()].reduce((sum, one) => sum + one, 0);
}

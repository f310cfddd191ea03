import type { Database } from "../../scripts/stack/database.ts";
import { buildLimit, buildOurs } from "./build.ts";
import { type Filled, fillOnePerBlock, fillPacked } from "./fill.ts";
import { type Backfill, backfill, entitiesOf } from "./measure/backfill.ts";
import { installPonder, ponderBackfill } from "./measure/ponder.ts";
import { costTable, rowsTable } from "./report.ts";
import type { Sizes } from "./sizes.ts";

type Say = (what: string) => void;

export interface Figures {
  /** Events of a second, packed 50 to a block. */
  readonly backfill: number;
  readonly backfillOnePerBlock: number;
  readonly entitiesPerEvent: number;
  /** Entities of a second that the other subgraph writes, with one for each event. */
  readonly limit: number;
  /** Our entities of a second against that. */
  readonly ratio: number;
  /** Our events of a second against Ponder's. */
  readonly ponderRatio?: number;
}

export async function measureBackfills(
  { packed, onePerBlock, rounds }: Sizes,
  withPonder: boolean,
  database: Database,
  step: Say,
): Promise<Figures> {
  if (withPonder) {
    step("Installing Ponder");
    installPonder();
  }
  step(`Filling a chain with ${packed.events} events, 50 to a block`);
  const figures = await using(await fillPacked(packed), async (filled) => {
    const { seconds, ...rates } = await measurePacked(filled, rounds, database, step);
    if (!withPonder) return rates;
    return { ...rates, ponderRatio: round((await besidePonder(filled, database, step)) / seconds, 2) };
  });
  step(`Filling a chain with ${onePerBlock.events} events, one to a block`);
  const single = await using(await fillOnePerBlock(onePerBlock), async ({ chain, deployment }) => {
    step("Indexing it");
    const done = await backfill(chain.url, database, await buildOurs(deployment));
    step(`  ${eventsOf(done)} events in ${done.seconds.toFixed(1)} s`);
    return eventsOf(done) / done.seconds;
  });
  return { ...figures, backfillOnePerBlock: round(single, 0) };
}

/** Our subgraph and the one with one record for each event, in turn, each time with nothing known from before. */
async function measurePacked({ chain, deployment, miner }: Filled, rounds: number, database: Database, step: Say) {
  step("Building our subgraph and the one that only stores a record");
  const built = { ours: await buildOurs(deployment), limit: await buildLimit(deployment) };
  const done: Record<"ours" | "limit", Backfill[]> = { ours: [], limit: [] };
  for (let count = 1; count <= rounds; count++) {
    for (const which of ["limit", "ours"] as const) {
      step(`Indexing, ${which === "ours" ? "our subgraph" : "one record for each event"}, ${count} of ${rounds}`);
      const one = await backfill(chain.url, database, built[which]);
      step(`  ${entitiesOf(one)} entities in ${one.seconds.toFixed(1)} s`);
      done[which].push(one);
    }
  }
  const [ours, limit] = [median(done.ours), median(done.limit)];
  const events = eventsOf(ours);
  const head = Number(await miner.wire.ask("eth_blockNumber"));
  console.log(`\n${events} events in ${head} blocks\n\n${rowsTable(ours.rows, events)}\n\n${costTable(ours.costs)}\n`);
  const atMost = entitiesOf(limit) / limit.seconds;
  return {
    seconds: ours.seconds,
    backfill: round(events / ours.seconds, 0),
    entitiesPerEvent: round(entitiesOf(ours) / events, 2),
    limit: round(atMost, 0),
    ratio: round(entitiesOf(ours) / ours.seconds / atMost, 2),
  };
}

/** @returns the seconds that Ponder takes */
async function besidePonder({ chain, deployment, market }: Filled, database: Database, step: Say): Promise<number> {
  step("Indexing, Ponder");
  const { seconds, rows, costs } = await ponderBackfill(chain.url, database, deployment);
  step(`  ${[...rows].map(([name, count]) => `${name} ${count}`).join(", ")} in ${seconds.toFixed(1)} s`);
  if (rows.get("pool") !== market.pools.length) throw new Error("Ponder has not read all there is");
  console.log(`\n${costTable(costs)}\n`);
  return seconds;
}

/** Every event is kept as one entity. */
function eventsOf({ rows }: Backfill): number {
  return rows.get("event") ?? 0;
}

function median(all: readonly Backfill[]): Backfill {
  const sorted = [...all].sort((one, other) => one.seconds - other.seconds);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

async function using<Result>(filled: Filled, act: (filled: Filled) => Promise<Result>): Promise<Result> {
  try {
    return await act(filled);
  } finally {
    await filled.chain.stop();
  }
}

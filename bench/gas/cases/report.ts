import { openPool } from "../acts/buy.ts";
import { type Draw, HIGH, LOW, report } from "../acts/report.ts";
import { NEXT_NONCE } from "../history.ts";
import { FARM, FRESH_FARM, type World } from "../world.ts";
import type { Case } from "./case.ts";

const act = "reportEach";
const BATCH = 50;
const HOUR = 3600n;
/** Above the caps that the pools have. */
const TOO_HIGH: Draw = { cuRate: 3000n, suRate: 250n };
const CU_ONLY: Draw = { cuRate: 500n, suRate: 0n };

export const REPORTING: readonly Case[] = [
  { act, run: (world) => each(world) },
  { act, what: "batch of 1", run: (world) => each(world, { count: 1 }) },
  { act, what: "batch of 10", run: (world) => each(world, { count: 10 }) },
  { act, what: "batch of 100", run: (world) => each(world, { count: 100 }) },
  { act, what: "the same draw as before", run: (world) => each(world, { to: LOW }) },
  { act, what: "one unit drawn", run: (world) => each(world, { from: CU_ONLY, to: CU_ONLY }) },
  { act, what: "first reading of an idle pool", run: (world) => each(world, { from: undefined }) },
  { act, what: "skipped, above the cap", run: (world) => each(world, { to: TOO_HIGH }) },
  { act, what: "fresh credit slot", run: (world) => each(world, { farmId: FRESH_FARM }) },
];

interface Batch {
  readonly count: number;
  /** What the pools draw before; undefined = never read. */
  readonly from: Draw | undefined;
  readonly to: Draw;
  readonly farmId: bigint;
}

/** Opens the batch's pools, has them drain for an hour, reports them; returns the gas for each. */
async function each(world: World, batch: Partial<Batch> = {}): Promise<bigint> {
  const { count, from, to, farmId }: Batch = { count: BATCH, from: LOW, to: HIGH, farmId: FARM, ...batch };
  const poolIds: bigint[] = [];
  for (let nonce = NEXT_NONCE; poolIds.length < count; nonce++) {
    poolIds.push(await openPool(world, { nonce, farmId, nodeIds: [] }));
  }
  if (from !== undefined) await report(world, poolIds, from, farmId);
  world.chain.wait(HOUR);
  return (await report(world, poolIds, to, farmId)) / BigInt(count);
}

import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Deployment } from "../../src/protocol/deployment.ts";
import { connect } from "../deploy/chain.ts";
import { deploy } from "../deploy/deploy.ts";
import { type Chain, startChain } from "../stack/chain.ts";
import { type Database, startDatabase } from "../stack/database.ts";
import { StackError } from "../stack/errors.ts";
import { placeTemplate } from "../subgraph/template.ts";
import type { Configuration } from "./configuration.ts";
import { indexMarket } from "./index-market.ts";
import { lock } from "./lock.ts";
import { canResume, clearPlace, preparePlace, seededFile } from "./place.ts";
import { isPayable } from "./payable.ts";
import { prepare } from "./prepare.ts";
import { progress } from "./progress.ts";
import { readyLines } from "./ready.ts";
import { type Seeded, seed } from "./seed/seed.ts";

export interface Wishes extends Configuration {
  readonly fresh: boolean;
  readonly say: (line: string) => void;
}

/** A running market. */
export interface Market {
  /** Settles when one of its programs ends that should not: with the error that says which. */
  readonly failed: Promise<StackError>;
  readonly stop: () => Promise<void>;
}

/** The chain's first block is a day older than its first event. */
const AGE_DAYS = 41;

/** `npm start`, but for the signals: brings everything up, or goes on with what an earlier start left. */
export async function startMarket(hre: HardhatRuntimeEnvironment, wishes: Wishes): Promise<Market> {
  const { directory, fresh, say } = wishes;
  const step = progress(say);
  preparePlace(directory);
  const unlock = await lock(directory);
  const parts: { readonly name: string; readonly ended: Promise<string>; readonly stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    // The last that came is the first to go.
    for (const part of parts.splice(0).reverse()) await part.stop();
    unlock();
  };
  try {
    const resumes = !fresh && canResume(directory);
    if (!resumes) clearPlace(directory);
    step(resumes ? `Going on with what is in ${relative(process.cwd(), directory)}` : "Beginning anew");

    const now = Math.floor(Date.now() / 1000);
    const { contracts, template } = prepare(hre, wishes.subgraph === undefined);
    const [chain, database] = await Promise.all([
      startChain({ directory: join(directory, "chain"), port: wishes.chainPort, startsAt: now - AGE_DAYS * 86_400 }),
      tryDatabase(wishes),
    ]);
    parts.push({ name: "The chain", ...chain });
    if (typeof database !== "string") parts.push({ name: "PostgreSQL", ...database });
    step(`Chain (${chain.kind}) and PostgreSQL run; compiling the contracts`);
    await contracts;
    const { seeded, deployment } = await fill(hre, wishes, chain, BigInt(now), step);

    const ours = typeof database === "string" ? undefined : database;
    const built = async (): Promise<string> => {
      const waited = await template;
      if (waited === undefined) return wishes.subgraph ?? "";
      return placeTemplate(waited, deployment, join(directory, "subgraph"));
    };
    const indexed = await indexMarket(hre.config.paths.root, wishes, chain, ours, built, step);
    if (!("skipped" in indexed)) parts.push({ name: "graph-node", ...indexed });

    step("Done");
    const { Pools, Registry } = deployment.contracts;
    const addresses = { pools: Pools.address, registry: Registry.address };
    const waits = await isPayable(chain.url, Pools.address, 1);
    for (const line of readyLines({ wishes, chain, seeded, ...addresses, waits, indexed })) say(line);
    const failed = Promise.race(parts.map(({ name, ended }) => ended.then((how) => failureOf(name, how, directory))));
    return { failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns why there is none, where npm has no PostgreSQL */
async function tryDatabase({ directory, postgresPort }: Wishes): Promise<Database | string> {
  try {
    return await startDatabase({ directory: join(directory, "postgres"), port: postgresPort });
  } catch (error) {
    if (error instanceof StackError && error.message.startsWith("npm has no")) return error.message;
    throw error;
  }
}

/** The contracts, and at the first start the market on them. */
async function fill(
  hre: HardhatRuntimeEnvironment,
  { directory, say }: Wishes,
  chain: Chain,
  now: bigint,
  step: (what: string) => void,
): Promise<{ seeded: Seeded; deployment: Deployment }> {
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.url } });
  try {
    step(chain.isResumed ? "Checking the contracts" : "Deploying the contracts");
    const provider = connect(connection.provider);
    const quiet = (line: string): void => {
      if (!line.includes("million gas") && !line.includes(": sent ")) say(`         ${line}`);
    };
    const deployment = await deploy({ hre, provider, directory: join(directory, "deployments"), say: quiet });
    if (deployment === undefined) throw new StackError("Nothing was deployed.", "Start over with --fresh.");
    const file = seededFile(directory);
    if (chain.isResumed) return { seeded: JSON.parse(readFileSync(file, "utf8")) as Seeded, deployment };
    step("Seeding a small grid: farms, prices, pools, forty days of history");
    const seeded = await seed(connection, deployment, now);
    writeFileSync(file, `${JSON.stringify(seeded)}\n`);
    return { seeded, deployment };
  } finally {
    await connection.close();
  }
}

function failureOf(name: string, how: string, directory: string): StackError {
  return new StackError(`${name} ended by itself (${how}).`, `Its log is below ${directory}. Start again.`);
}

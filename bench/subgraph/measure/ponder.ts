import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { startChild } from "../../../scripts/stack/child.ts";
import type { Database } from "../../../scripts/stack/database.ts";
import { query } from "../../../scripts/stack/database.ts";
import { temporary } from "../../../scripts/stack/folder.ts";
import { freePort } from "../../../scripts/stack/ports.ts";
import { answers, touch } from "../../../scripts/stack/rpc.ts";
import { until } from "../../../scripts/stack/until.ts";
import { readEvents } from "../../../scripts/subgraph/project.ts";
import type { Deployment } from "../../../src/protocol/deployment.ts";
import { ROOT } from "../build.ts";
import type { Cost } from "./handlers.ts";

const APP = join(ROOT, "bench", "ponder");
const SCHEMA = "bench";
const WITHIN_MS = 45 * 60_000;

export interface PonderFigures {
  readonly seconds: number;
  readonly rows: ReadonlyMap<string, number>;
  readonly costs: readonly Cost[];
}

/** Ponder is no part of the product and not installed with it. */
export function installPonder(): void {
  const installed = join(APP, "node_modules", ".package-lock.json");
  if (existsSync(installed) && readFileSync(join(APP, "package.json"), "utf8") === copyOf(APP)) return;
  const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: APP,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ci failed in bench/ponder:\n${stderr}`);
  writeFileSync(join(APP, "node_modules", ".installed.json"), readFileSync(join(APP, "package.json")));
}

function copyOf(app: string): string | undefined {
  const copy = join(app, "node_modules", ".installed.json");
  return existsSync(copy) ? readFileSync(copy, "utf8") : undefined;
}

/**
 * Indexes a whole chain by Ponder, into an empty database of the same PostgreSQL. The time is from the second in which
 * its server answers to the one in which it says that it has read all there was.
 */
export async function ponderBackfill(
  chainUrl: string,
  database: Database,
  deployment: Deployment,
): Promise<PonderFigures> {
  const databaseUrl = await database.open("ponder");
  const folder = temporary("ponder");
  const told = join(folder.path, "told.json");
  writeFileSync(told, JSON.stringify(tell(chainUrl, deployment)));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bin = join(APP, "node_modules", "ponder", "dist", "esm", "bin", "ponder.js");
  const flags = ["--schema", SCHEMA, "--port", String(port), "--hostname", "127.0.0.1"];
  const child = await startChild({
    name: "Ponder",
    command: process.execPath,
    args: [bin, "start", ...flags],
    cwd: APP,
    env: { BENCH_TOLD: told, DATABASE_URL: databaseUrl, PONDER_TELEMETRY_DISABLED: "true", DO_NOT_TRACK: "1" },
    log: join(folder.path, "ponder.log"),
    stopSignal: "SIGINT",
    isReady: () => answers(() => touch(`${url}/health`)),
    readyWithinMs: 120_000,
  });
  try {
    const began = performance.now();
    await until("Ponder's backfill", WITHIN_MS, async () => {
      const end = await Promise.race([child.ended, Promise.resolve(undefined)]);
      if (end !== undefined) throw new Error(`Ponder ended (${end}):\n${lastWords(join(folder.path, "ponder.log"))}`);
      return (await fetch(`${url}/ready`)).ok;
    });
    const seconds = (performance.now() - began) / 1000;
    const costs = costsIn(await (await fetch(`${url}/metrics`)).text());
    return { seconds, rows: await rowsIn(databaseUrl), costs };
  } finally {
    await child.stop();
    folder.remove();
  }
}

function tell(rpc: string, { chainId, startBlock, contracts }: Deployment): object {
  const events = readEvents(ROOT);
  const told = (["Registry", "Pools", "Doors"] as const).map((name) => {
    return [name, { address: contracts[name].address, abi: events[name] }] as const;
  });
  return { rpc, chainId, startBlock, contracts: Object.fromEntries(told) };
}

async function rowsIn(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const table of ["pool", "reservation", "payment"]) {
    const [counted] = await query(databaseUrl, `select count(*)::int as rows from ${SCHEMA}.${table}`);
    rows.set(table, Number(counted?.["rows"]));
  }
  return rows;
}

const LINE = /^ponder_indexing_function_duration_(count|sum)\{(.*)\} (\S+)$/;

/** From Ponder's own measurements, in milliseconds there. */
function costsIn(text: string): readonly Cost[] {
  const costs = new Map<string, { handler: string; calls: number; seconds: number }>();
  for (const line of text.split("\n")) {
    const [, kind, labels = "", value = "0"] = LINE.exec(line) ?? [];
    const handler = /event="([^"]+)"/.exec(labels)?.[1];
    if (kind === undefined || handler === undefined) continue;
    const cost = costs.get(handler) ?? { handler, calls: 0, seconds: 0 };
    if (kind === "count") cost.calls += Number(value);
    else cost.seconds += Number(value) / 1000;
    costs.set(handler, cost);
  }
  return [...costs.values()].sort((one, other) => other.seconds - one.seconds);
}

function lastWords(log: string): string {
  return readFileSync(log, "utf8").split("\n").slice(-15).join("\n");
}

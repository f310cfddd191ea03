import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Database as Server } from "../../scripts/stack/database.ts";
import { temporary } from "../../scripts/stack/folder.ts";
import { openDatabase } from "../../src/bridge/db/database.ts";
import { migrate } from "../../src/bridge/db/migrate.ts";
import { ACTION, actionOver, signedMessage } from "../../src/protocol/message.ts";
import { FARM, FIRST_NODE, fillFarm, keyOf, newDocument, NODES } from "./farm.ts";
import { recordDeployment } from "./recordDeployment.ts";

const POOLS = 100;
const CLIENTS = 16;
const SECONDS = 10;

export interface Deploys {
  readonly deploysPerSecond: number;
  /** Undefined where there is no pgbench. */
  readonly deployRatio: number | undefined;
}

/** Deployments through HTTP with two of three signatures, beside a transaction of the same statements by pgbench. */
export async function measureDeploys(server: Server, say: (what: string) => void): Promise<Deploys> {
  say("Deploying through the API");
  const deploysPerSecond = await throughApi(await filled(server, "deploys"));
  say(`  ${deploysPerSecond.toFixed(0)} deployments a second`);
  say("The same statements by pgbench");
  const url = await filled(server, "reference");
  const tps = byPgbench(url, await recordDeployment(await filled(server, "recording")));
  if (tps === undefined) say("  there is no pgbench here");
  else say(`  ${tps.toFixed(0)} transactions a second`);
  return { deploysPerSecond, deployRatio: tps === undefined ? undefined : deploysPerSecond / tps };
}

async function filled(server: Server, name: string): Promise<string> {
  const url = await server.open(name);
  const db = openDatabase(url, { onIdleError: () => {} });
  await migrate(db);
  await fillFarm(db, POOLS);
  await db.destroy();
  return url;
}

async function throughApi(databaseUrl: string): Promise<number> {
  const script = new URL("./server.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await firstLine(child);
    await deployFor(url, 2);
    const done = await deployFor(url, SECONDS);
    return done / SECONDS;
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error("the server ended");
}

async function deployFor(url: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let at = client; performance.now() < until; at += CLIENTS) {
        await deploy(url, 1 + (at % POOLS), FIRST_NODE + (at % NODES));
        done++;
      }
    }),
  );
  return done;
}

async function deploy(url: string, poolId: number, nodeId: number): Promise<void> {
  const { json, signature } = newDocument(poolId, nodeId);
  const made = await post(`${url}/v1/reservations`, { json, customer_signature: signature });
  const id = Number(made["id"]);
  for (const tid of [1, 2]) {
    const fields = { action: ACTION.provision, subject: BigInt(id), tid: BigInt(tid), epoch: 1n };
    const message = signedMessage(FARM.domain, actionOver(Buffer.from(json), fields));
    const signed = Buffer.from(keyOf(tid).sign(message)).toString("hex");
    const view = await post(`${url}/v1/reservations/${id}/sign/provision`, { tid, epoch: 1, signature: signed });
    if (tid === 2 && view["next"] !== "deploy") throw new Error(`not deployed: ${JSON.stringify(view["reason"])}`);
  }
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const told = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(JSON.stringify(told));
  return told;
}

/** @returns transactions a second */
function byPgbench(url: string, script: string): number | undefined {
  const folder = temporary("pgbench");
  try {
    const file = join(folder.path, "deploy.sql");
    writeFileSync(file, script);
    const flags = ["-n", "-M", "prepared", "-c", String(CLIENTS), "-j", "2", "-T", String(SECONDS), "-f", file, url];
    const { status, stdout, stderr, error } = spawnSync("pgbench", flags, { encoding: "utf8" });
    if (error !== undefined) return undefined;
    if (status !== 0) throw new Error(`pgbench failed: ${stderr.slice(0, 2000)}`);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } finally {
    folder.remove();
  }
}

// `npm start`: a local chain with the contracts and a small market on it. It stays up until Ctrl-C.

import { mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import process from "node:process";
import hre from "hardhat";
import { connect } from "../deploy/chain.ts";
import { deploy } from "../deploy/deploy.ts";
import { seed } from "./seed.ts";

const HOST = "127.0.0.1";
const PORT = Number(process.env["GRANARY_PORT"] ?? 8545);
const DIRECTORY = resolve(hre.config.paths.root, ".local/deployments");

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  say("Compiling the contracts …");
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  say(`Starting a chain on http://${HOST}:${PORT} …`);
  const server = await hre.network.createServer("local", HOST, PORT);
  await server.listen();
  process.once("SIGINT", () => void stop(server));
  process.once("SIGTERM", () => void stop(server));

  // The chain lives in memory, so what was deployed to the last one is gone.
  await rm(DIRECTORY, { recursive: true, force: true });
  await mkdir(DIRECTORY, { recursive: true });
  const connection = await hre.network.create({ network: "localhost", override: { url: `http://${HOST}:${PORT}` } });
  const provider = connect(connection.provider);
  const deployment = await deploy({ hre, provider, directory: DIRECTORY, say });
  if (deployment === undefined) throw new Error("Nothing was deployed.");
  const { dollar, customer } = await seed(connection, deployment);
  const { Pools, Registry } = deployment.contracts;

  say("");
  say("Ready. Ctrl-C stops it.");
  say(`  RPC         http://${HOST}:${PORT}   chain ${deployment.chainId}`);
  say(`  Pools       ${Pools.address}   the one address to pay`);
  say(`  Registry    ${Registry.address}`);
  say(`  dollar      ${dollar}   LUSD, 6 decimals, anyone mints`);
  say(`  customer    ${customer}   threebot 2, 1,000 LUSD, an unlocked account`);
  say(`  to pay      p-1: 15 LUSD or 0.0075 coins, within an hour`);
  say(`  records     ${DIRECTORY}`);
}

async function stop(server: { close(): Promise<void> }): Promise<void> {
  say("Stopping.");
  await server.close();
  process.exit(0);
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(reason.includes("EADDRINUSE") ? `Port ${PORT} is taken. Set GRANARY_PORT to another.` : reason);
  process.exit(1);
});

import { resolve } from "node:path";
import process from "node:process";
import type { NewTaskActionFunction } from "hardhat/types/tasks";
import { DeployError } from "../deploy/errors.ts";
import { explain, StackError } from "../stack/errors.ts";
import { configuration } from "./configuration.ts";
import { type Market, startMarket } from "./start.ts";

interface Arguments {
  fresh: boolean;
}

const STARTING = "Stopped while it was starting. The next start begins anew.";

const action: NewTaskActionFunction<Arguments> = async ({ fresh }, hre) => {
  const directory = resolve(hre.config.paths.root, ".local");
  let market: Market | undefined;
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    // What has not become a market yet is ended by the keeper when this process ends.
    console.log(market === undefined ? STARTING : "Stopping.");
    await market?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());

  try {
    const settings = configuration(process.env, directory);
    market = await startMarket(hre, { ...settings, fresh, say: console.log });
    const failed = await market.failed;
    if (isStopping) return await new Promise(() => {});
    await market.stop();
    throw failed;
  } catch (error) {
    if (isStopping) return;
    say(error);
    process.exit(1);
  }
};

function say(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const known =
    error instanceof StackError || error instanceof DeployError ? error : explain(text, text.split("\n")[0] ?? "");
  console.error(known?.message ?? text);
  if (known instanceof DeployError) console.error("Or begin anew: npm start -- --fresh");
  else console.error(known?.remedy ?? "Begin anew: npm start -- --fresh");
}

export default action;

import { join } from "node:path";
import hre from "hardhat";
import { foundry } from "../tools/foundry.mjs";
import { restoreState } from "./anvil-state.ts";
import { type Child, startChild } from "./child.ts";
import { StackError } from "./errors.ts";
import { folderAt } from "./folder.ts";
import { freePort, isFree } from "./ports.ts";
import { answers, rpc } from "./rpc.ts";

/** A chain for one machine: whoever reaches it may do everything with it. It mines a block per transaction. */
export interface Chain {
  readonly url: string;
  /** Anvil keeps its blocks in a file; Hardhat's chain is gone when it stops. */
  readonly kind: "anvil" | "hardhat";
  readonly isResumed: boolean;
  /** Settles when the chain has ended, whoever ended it. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface ChainOptions {
  /** Where the blocks are kept; without it, in a folder that goes with the chain. */
  readonly directory?: string;
  readonly port?: number;
  /** Unix time of block 0, of a new chain. */
  readonly startsAt?: number;
  /**
   * Anvil forgets what older blocks left behind; their transactions and logs it keeps. It copies the whole state for each
   * block otherwise: gigabytes, where there is much of both.
   */
  readonly withoutPast?: boolean;
  /** Hardhat's chain even where Anvil is. */
  readonly withoutAnvil?: boolean;
}

const HOST = "127.0.0.1";

export async function startChain(options: ChainOptions = {}): Promise<Chain> {
  const port = options.port ?? (await freePort());
  if (!(await isFree(port))) {
    throw new StackError(`Port ${port}, for the chain, is taken.`, "Set GRANARY_PORT to another.");
  }
  const url = `http://${HOST}:${port}`;
  const anvil = options.withoutAnvil === true ? undefined : foundry("anvil");
  return anvil === undefined ? startHardhat(url, port, options) : startAnvil(anvil, url, port, options);
}

async function startAnvil(anvil: string, url: string, port: number, options: ChainOptions): Promise<Chain> {
  const { directory, startsAt, withoutPast = false } = options;
  const folder = folderAt(directory, "chain");
  const state = join(folder.path, "state.json");
  const isResumed = restoreState(state);
  const args = ["--host", HOST, "--port", String(port), "--silent"];
  // With the time of block 0 an old chain would begin to live at that time again, before its own last block.
  if (startsAt !== undefined && !isResumed) args.push("--timestamp", String(startsAt));
  if (withoutPast) args.push("--prune-history");
  // Written whole every second: what a SIGKILL can cost.
  if (directory !== undefined) args.push("--state", state, "--state-interval", "1");
  const child: Child = await startChild({
    name: "Anvil",
    command: anvil,
    args,
    log: join(folder.path, "anvil.log"),
    stopSignal: "SIGINT",
    isReady: () => answers(() => rpc(url, "eth_chainId")),
    readyWithinMs: 20_000,
  });
  const end = async (how: () => Promise<void>): Promise<void> => {
    await how();
    folder.remove();
  };
  return {
    url,
    kind: "anvil",
    isResumed,
    ended: child.ended,
    stop: () => end(child.stop),
    kill: () => end(child.kill),
  };
}

async function startHardhat(url: string, port: number, { startsAt }: ChainOptions): Promise<Chain> {
  const override = startsAt === undefined ? {} : { initialDate: new Date(startsAt * 1000) };
  const server = await hre.network.createServer({ network: "local", override }, HOST, port);
  await server.listen();
  let settle: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => (settle = resolve));
  const stop = async (): Promise<void> => {
    await server.close();
    settle("closed");
  };
  return { url, kind: "hardhat", isResumed: false, ended, stop, kill: stop };
}

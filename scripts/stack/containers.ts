import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import process from "node:process";
import { StackError } from "./errors.ts";

/** A command with its variables, as `spawn` takes them. */
interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ContainerOptions {
  readonly file: string;
  readonly chainUrl: string;
  readonly network: string;
  readonly graphqlPort: number;
  readonly password: string;
}

/** Containers reach this machine's loopback under another name. */
const HOST = "host.docker.internal";

/** What starts and stops the containers of deploy/docker-compose.yml beside a chain of this machine. */
export function containerCommands(options: ContainerOptions): { readonly up: Command; readonly down: Command } {
  const { file, chainUrl, network, graphqlPort, password } = options;
  const chain = new URL(chainUrl);
  chain.hostname = HOST;
  const env = {
    GRANARY_RPC_URL: chain.href.replace(/\/$/, ""),
    GRANARY_NETWORK: network,
    GRANARY_GRAPHQL_PORT: String(graphqlPort),
    GRANARY_POSTGRES_PASSWORD: password,
    GRANARY_REORG_THRESHOLD: "1",
  };
  const compose = ["compose", "--project-name", "granary-local", "--file", file];
  return {
    up: { command: "docker", args: [...compose, "up", "--detach", "--wait"], env },
    // With its volumes: the local chain is another one at the next start.
    down: { command: "docker", args: [...compose, "down", "--volumes"], env },
  };
}

/** Docker Desktop lets containers reach the loopback; Docker on Linux does not. */
export function hasContainers(): boolean {
  return process.platform !== "linux" && spawnSync("docker", ["compose", "version"], { stdio: "ignore" }).status === 0;
}

/** Brings graph-node up in containers. */
export function startContainers(options: Omit<ContainerOptions, "password">): { readonly stop: () => Promise<void> } {
  const { up, down } = containerCommands({ ...options, password: randomBytes(16).toString("hex") });
  run(down);
  const failed = run(up);
  if (failed !== undefined) throw new StackError(`The containers did not start:\n${failed}`, "Is Docker running?");
  return { stop: () => Promise.resolve(void run(down)) };
}

function run({ command, args, env }: Command): string | undefined {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, ...env } });
  return status === 0 ? undefined : (error?.message ?? stderr);
}

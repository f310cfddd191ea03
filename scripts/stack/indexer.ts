import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Child, failure, startChild } from "./child.ts";
import { keepSubgraph } from "./deployments.ts";
import { StackError } from "./errors.ts";
import { folderAt } from "./folder.ts";
import { checkGenesis, hashAt, headOf } from "./genesis.ts";
import { findGnd, GND_ENVIRONMENT, gndArguments, type GraphPorts, MISSING_GND } from "./gnd.ts";
import { GraphNode } from "./graph-node.ts";
import { writeIdleSubgraph } from "./idle.ts";
import { startIpfsStub } from "./ipfs.ts";
import { isolate, isolator } from "./isolation.ts";
import { freePorts, isFree } from "./ports.ts";
import { answers } from "./rpc.ts";
import { until } from "./until.ts";

/** A graph-node of our own. */
export interface Indexer {
  /** Can it be reached from the loopback only? */
  readonly isIsolated: boolean;
  readonly ports: GraphPorts;
  readonly ended: Promise<string>;
  /** Indexes a built subgraph under a name, going on where it was if it is the same as before. */
  readonly deploy: (name: string, built: string) => Promise<Indexed>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface Indexed {
  /** Where GraphQL queries are posted to. */
  readonly url: string;
  /** Waits until all blocks that the chain has at the call are indexed; an error says what is in the way. */
  readonly synced: (withinMs?: number) => Promise<void>;
}

export interface IndexerOptions {
  /** The RPC of the chain, and a database of PostgreSQL, made with UTF8 and the locale C. */
  readonly chainUrl: string;
  readonly databaseUrl: string;
  /** Where the subgraphs and the log are kept; without it, in a folder that goes with the indexer. */
  readonly directory?: string;
  /** Port of the queries; the others are drawn. */
  readonly port?: number;
  /** What the manifests call the chain. */
  readonly network?: string;
  /** False: its ports are open to the network, and a hop is saved. Otherwise as far as the system allows. */
  readonly isolated?: boolean;
  /** Further variables of graph-node. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** As gnd calls the subgraph of its command line. */
const IDLE = "subgraph-0";
const READY_MS = 60_000;

export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const { chainUrl, databaseUrl, network = "local" } = options;
  const gnd = findGnd();
  if (gnd === undefined) throw new StackError(`${MISSING_GND}.`, "Use a graph-node container: docs/local.md.");
  await checkGenesis(databaseUrl, network, chainUrl);
  const folder = folderAt(options.directory, "graph");
  const ports = await choosePorts(options.port);
  const ipfs = await startIpfsStub(ports.ipfs);
  const idle = writeIdleSubgraph(join(folder.path, "idle"), network);
  const log = join(folder.path, "graph-node.log");
  const args = gndArguments({ manifest: idle, databaseUrl, network, chainUrl, ipfsUrl: ipfs.url, ports });
  const prefix = options.isolated === false ? undefined : isolator();
  const needs = [chainUrl, databaseUrl, ipfs.url].map(loopbackPort);
  const net = prefix && needs.every((port) => port !== undefined) ? prefix : undefined;
  const offers = [ports.queries, ports.status, ports.admin, ports.metrics];
  const program =
    net === undefined
      ? { command: gnd, args, stop: () => {} }
      : await isolate(net, { command: gnd, args }, { offers, needs: needs as number[] });
  const node = new GraphNode(ports);
  const clear = async (): Promise<void> => {
    program.stop();
    await ipfs.stop();
    folder.remove();
  };
  let child: Child;
  try {
    child = await startChild({
      name: "graph-node",
      command: program.command,
      args: program.args,
      cwd: folder.path,
      env: { ...GND_ENVIRONMENT, ...options.environment },
      log,
      // It ignores SIGTERM.
      stopSignal: "SIGINT",
      isReady: () => answers(() => settle(node, idle)),
      readyWithinMs: READY_MS,
    });
  } catch (error) {
    await clear();
    throw error;
  }

  const deploy = async (name: string, built: string): Promise<Indexed> => {
    const subgraphs = join(folder.path, "subgraphs");
    mkdirSync(subgraphs, { recursive: true });
    const id = keepSubgraph(built, subgraphs);
    await node.deploy(name, id);
    const url = node.url(name);
    return { url, synced: (withinMs = READY_MS) => synced(id, withinMs) };
  };

  const synced = async (id: string, withinMs: number): Promise<void> => {
    const head = await headOf(chainUrl);
    try {
      await until(`Indexing up to block ${head}`, withinMs, async () => {
        const status = (await node.statuses()).find(({ subgraph }) => subgraph === id);
        if (status?.fatalError) {
          throw new StackError(`The subgraph stopped: ${status.fatalError.message}`, `More is in ${log}.`);
        }
        const latest = status?.chains[0]?.latestBlock;
        if (!latest || Number(latest.number) < head) return false;
        // After a reorg the block of that number may be another: then it is still on its way back.
        return (await hashAt(chainUrl, Number(latest.number))) === `0x${latest.hash.replace(/^0x/, "")}`;
      });
    } catch (error) {
      await checkGenesis(databaseUrl, network, chainUrl);
      if (await Promise.race([child.ended, Promise.resolve(undefined)]))
        throw failure({ name: "graph-node", log }, "graph-node ended");
      throw error;
    }
  };

  return {
    isIsolated: net !== undefined,
    ports,
    ended: child.ended,
    deploy,
    stop: () => child.stop().then(clear),
    kill: () => child.kill().then(clear),
  };
}

/** Fails while graph-node is busy with its own subgraph: it would end if we took that one from under its hands. */
async function settle(node: GraphNode, idle: string): Promise<void> {
  await node.reach();
  if (!(await node.statuses()).some(({ subgraph }) => subgraph === idle)) throw new Error("not deployed yet");
  await node.remove(IDLE);
}

async function choosePorts(queries: number | undefined): Promise<GraphPorts & { readonly ipfs: number }> {
  const [status = 0, admin = 0, metrics = 0, ipfs = 0, drawn = 0] = await freePorts(5);
  if (queries !== undefined && !(await isFree(queries))) {
    throw new StackError(`Port ${queries}, for GraphQL, is taken.`, "Set GRANARY_GRAPHQL_PORT to another.");
  }
  return { queries: queries ?? drawn, status, admin, metrics, ipfs };
}

/** The port, if the URL points to this machine. */
function loopbackPort(url: string): number | undefined {
  const { hostname, port } = new URL(url);
  return ["127.0.0.1", "localhost"].includes(hostname) && port !== "" ? Number(port) : undefined;
}

import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

/** Where npm put graph-node. @returns undefined where it has none: it comes for Linux on x64 only */
export function findGnd(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve("@graphprotocol/gnd-linux-x64/package.json");
    const path = join(dirname(manifest), "bin", "gnd");
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

export const MISSING_GND = `graph-node comes from npm for Linux on x64 only, and not here (${process.platform} ${process.arch})`;

/** graph-node's four ports. */
export interface GraphPorts {
  readonly queries: number;
  readonly status: number;
  readonly admin: number;
  readonly metrics: number;
}

export interface GndOptions {
  readonly manifest: string;
  readonly databaseUrl: string;
  /** As manifests call the chain. */
  readonly network: string;
  readonly chainUrl: string;
  readonly ipfsUrl: string;
  readonly ports: GraphPorts;
}

export function gndArguments({ manifest, databaseUrl, network, chainUrl, ipfsUrl, ports }: GndOptions): string[] {
  return [
    "dev",
    ...["--manifests", `${manifest}:${dirname(manifest)}`],
    ...["--postgres-url", databaseUrl],
    ...["--ethereum-rpc", `${network}:${chainUrl}`],
    ...["--ipfs", ipfsUrl],
    ...["--http-port", String(ports.queries)],
    ...["--index-node-port", String(ports.status)],
    ...["--admin-port", String(ports.admin)],
    ...["--metrics-port", String(ports.metrics)],
  ];
}

export const GND_ENVIRONMENT = {
  // How many blocks from the head graph-node goes slowly, with one block at a time. A local chain has few blocks.
  ETHEREUM_REORG_THRESHOLD: "1",
  // Milliseconds between two looks at the head of the chain.
  ETHEREUM_POLLING_INTERVAL: "200",
  GRAPH_LOG: "info",
  // Where RUST_BACKTRACE is set, every read and write of a mapping takes a backtrace, for errors that nobody sees: ten
  // times as slow. A panic still tells its own.
  RUST_LIB_BACKTRACE: "0",
} as const;

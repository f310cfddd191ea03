import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AbiEvent, eventsOf } from "./abi.ts";
import { SubgraphError } from "./errors.ts";
import { manifest, type ManifestInput, SOURCES, type SourceEvents, type SourceName } from "./manifest.ts";

/** Which interface declares a contract's events. */
const INTERFACES: Readonly<Record<SourceName, string>> = {
  Registry: "IRegistry",
  Pools: "IPoolsBase",
  Doors: "IDoors",
  Orders: "IOrders",
};

/** The sources that declare what is indexed. */
export function interfaceFiles(): string[] {
  return SOURCES.map((name) => `contracts/interfaces/${INTERFACES[name]}.sol`);
}

/** The events of all contracts that are indexed, as compiled. */
export function readEvents(root: string): SourceEvents {
  return Object.fromEntries(SOURCES.map((name) => [name, readInterface(root, INTERFACES[name])])) as Record<
    SourceName,
    AbiEvent[]
  >;
}

function readInterface(root: string, name: string): AbiEvent[] {
  const file = join(root, "artifacts/contracts/interfaces", `${name}.sol`, `${name}.json`);
  try {
    return eventsOf((JSON.parse(readFileSync(file, "utf8")) as { abi: { type: string }[] }).abi);
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new SubgraphError(`The compiled interface cannot be read: ${fault}`, "Compile first: npm run build");
  }
}

/** Writes what is generated into a subgraph's folder: the manifest, and an ABI of events for each contract. */
export function writeProject(folder: string, input: ManifestInput): void {
  const abis = join(folder, "abis");
  rmSync(abis, { recursive: true, force: true });
  mkdirSync(abis, { recursive: true });
  for (const name of SOURCES) {
    writeFileSync(join(abis, `${name}.json`), `${JSON.stringify(input.events[name], undefined, 2)}\n`);
  }
  writeFileSync(join(folder, "subgraph.yaml"), manifest(input));
}

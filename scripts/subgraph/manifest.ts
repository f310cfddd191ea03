import type { Deployment } from "../../src/protocol/deployment.ts";
import { type AbiEvent, manifestSignature } from "./abi.ts";

/** The contracts whose events are indexed. Each has a mapping `src/<file>.ts` that exports `handle<Event>` for all. */
export const SOURCES = ["Registry", "Pools", "Doors", "Orders"] as const;
export type SourceName = (typeof SOURCES)[number];

export type SourceEvents = Readonly<Record<SourceName, readonly AbiEvent[]>>;

export interface ManifestInput {
  readonly deployment: Deployment;
  /** The network's name as the graph-node knows it. */
  readonly network: string;
  readonly events: SourceEvents;
}

/**
 * Versions of entities are kept for this many blocks, so that queries about past blocks work that far back; more than any
 * reorg is deep.
 */
const KEPT_BLOCKS = 10_000;

/** The manifest: where the contracts stand, and which function each event goes to. */
export function manifest(input: ManifestInput): string {
  return `# Generated from deployments/${input.deployment.chainId}.json by \`npm run subgraph:build\`. Not to be edited.
specVersion: 1.4.0
description: Farms, pools, reservations and payments of Granary
schema:
  file: ./schema.graphql
indexerHints:
  prune: ${KEPT_BLOCKS}
dataSources:
${SOURCES.map((name) => dataSource(name, input)).join("")}`;
}

function dataSource(name: SourceName, { deployment, network, events }: ManifestInput): string {
  return `  - kind: ethereum/contract
    name: ${name}
    network: ${network}
${name === "Pools" ? context(deployment) : ""}    source:
      address: "${deployment.contracts[name].address}"
      abi: ${name}
      startBlock: ${deployment.startBlock}
    mapping:
      kind: ethereum/events
      apiVersion: 0.0.9
      language: wasm/assemblyscript
      file: ./src/${name.toLowerCase()}.ts
      entities: [Event]
      abis:
        - name: ${name}
          file: ./abis/${name}.json
      eventHandlers:
${events[name].map(handler).join("")}`;
}

/** From Doors' address follow those of all deposits. */
function context({ contracts }: Deployment): string {
  return `    context:
      doors:
        type: Bytes
        data: "${contracts.Doors.address}"
`;
}

function handler(event: AbiEvent): string {
  return `        - event: ${manifestSignature(event)}
          handler: handle${event.name}
`;
}

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MANIFEST = `specVersion: 1.4.0
schema: { file: schema.graphql }
dataSources:
  - kind: ethereum
    name: Idle
    network: NETWORK
    source: { address: "0x0000000000000000000000000000000000000001", abi: Idle, startBlock: 0 }
    mapping:
      kind: ethereum/events
      apiVersion: 0.0.9
      language: wasm/assemblyscript
      entities: [Nothing]
      abis: [{ name: Idle, file: abi.json }]
      eventHandlers: [{ event: Nothing(), handler: nothing }]
      file: idle.wasm
`;

/**
 * A subgraph that does nothing. gnd wants one on its command line, and starts that one from its first block each time;
 * ours is deployed to it afterwards, as to any graph-node, so it goes on where it was.
 *
 * @returns the manifest's path: another one each time, by which one sees that it was deployed this time
 */
export function writeIdleSubgraph(parent: string, network: string): string {
  rmSync(parent, { recursive: true, force: true });
  const folder = join(parent, String(Date.now()));
  mkdirSync(folder, { recursive: true });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "schema.graphql": "type Nothing @entity(immutable: true) { id: Bytes! }\n",
    "abi.json": '[{ "type": "event", "name": "Nothing", "inputs": [], "anonymous": false }]\n',
    // An empty module: its magic number and version.
    "idle.wasm": Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00),
    "subgraph.yaml": MANIFEST.replace("NETWORK", network),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return join(folder, "subgraph.yaml");
}

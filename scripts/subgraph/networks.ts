import { SubgraphError } from "./errors.ts";

/** The name under which graph-nodes and The Graph Network know a chain. */
export function networkOf(chainId: number, networks: Readonly<Record<string, string>>): string {
  const name = networks[String(chainId)];
  if (name !== undefined) return name;
  throw new SubgraphError(
    `subgraph/networks.json has no name for chain ${chainId}.`,
    "Add the name that your graph-node gives to the chain, or say --network <name>.",
  );
}

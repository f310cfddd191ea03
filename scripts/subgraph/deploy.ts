// `npm run subgraph:deploy -- --node <url> --ipfs <url>`: what `subgraph:build` built, to a graph-node.

import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { runCommand, SubgraphError } from "./errors.ts";
import { graph, SECRET } from "./graph.ts";
import { readOptions, textOf } from "./options.ts";

const HELP = `usage: npm run subgraph:deploy -- --node <url> --ipfs <url> [options]

  --node <url>       the graph-node's admin endpoint, such as http://127.0.0.1:8020
  --ipfs <url>       an IPFS endpoint that it reads from, such as http://127.0.0.1:5001
  --name <name>      the subgraph's name there, granary unless said
  --version <label>  label of this version, v0.1.0 unless said

GRAPH_DEPLOY_KEY in the environment is the key of a node that asks for one, as The Graph's do.`;

const folder = fileURLToPath(new URL("../../subgraph", import.meta.url));

runCommand(async () => {
  const options = readOptions(
    {
      node: { type: "string" },
      ipfs: { type: "string" },
      name: { type: "string" },
      version: { type: "string" },
    },
    HELP,
  );
  if (options === undefined) return 0;
  const [node, ipfs] = [textOf(options["node"]), textOf(options["ipfs"])];
  if (node === undefined || ipfs === undefined) throw new SubgraphError("--node and --ipfs must be given.", HELP);
  if (!existsSync(join(folder, "subgraph.yaml"))) {
    throw new SubgraphError("There is no manifest to deploy.", "Build it first: npm run subgraph:build");
  }
  const name = textOf(options["name"]) ?? "granary";
  // Not an option: npm would print it, and shells remember it.
  const key = textOf(process.env["GRAPH_DEPLOY_KEY"]);
  const secret = key === undefined ? [] : [SECRET, key];
  // A node of one's own wants the name made first; one that has it already says so, which is no fault.
  if (key === undefined) await graph(folder, ["create", name, "--node", node]).catch(ignoreKnown);
  const label = textOf(options["version"]) ?? "v0.1.0";
  await graph(folder, ["deploy", name, "--node", node, "--ipfs", ipfs, "--version-label", label, ...secret]);
  console.log(`${name} ${label} is deployed to ${node}`);
  return 0;
});

function ignoreKnown(error: unknown): void {
  if (error instanceof SubgraphError && /already exists/i.test(error.message)) return;
  throw error;
}

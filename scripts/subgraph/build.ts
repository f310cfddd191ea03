// `npm run subgraph:build`: manifest from a deployment record, types, WebAssembly.

import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./errors.ts";
import { buildSubgraph } from "./graph.ts";
import { networkOf } from "./networks.ts";
import { readOptions, textOf } from "./options.ts";
import { readEvents, writeProject } from "./project.ts";
import { onlyRecord, readDeployment } from "./record.ts";

const HELP = `usage: npm run subgraph:build -- [options]

  --deployment <file>  record of the deployment to index, unless deployments/ holds just one
  --network <name>     the chain's name at your graph-node, unless subgraph/networks.json has it
  --manifest-only      write manifest and ABIs, build nothing`;

const root = fileURLToPath(new URL("../..", import.meta.url));

runCommand(async () => {
  const options = readOptions(
    { deployment: { type: "string" }, network: { type: "string" }, "manifest-only": { type: "boolean" } },
    HELP,
  );
  if (options === undefined) return 0;
  const record = textOf(options["deployment"]) ?? onlyRecord(join(root, "deployments"));
  const deployment = readDeployment(resolve(record));
  const folder = join(root, "subgraph");
  const networks = JSON.parse(readFileSync(join(folder, "networks.json"), "utf8")) as Record<string, string>;
  const network = textOf(options["network"]) ?? networkOf(deployment.chainId, networks);
  writeProject(folder, { deployment, network, events: readEvents(root) });
  console.log(
    `subgraph/subgraph.yaml: chain ${deployment.chainId}, network ${network}, from ${relative(root, record)}`,
  );
  if (options["manifest-only"] === true) return 0;
  await buildSubgraph(folder);
  console.log("subgraph/build: built");
  return 0;
});

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { graph } from "../../scripts/subgraph/graph.ts";
import { readEvents, writeProject } from "../../scripts/subgraph/project.ts";
import { buildTemplate, placeTemplate } from "../../scripts/subgraph/template.ts";
import type { Deployment } from "../../src/protocol/deployment.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LIMIT = fileURLToPath(new URL("limit", import.meta.url));
/** Inside the checkout: graph-cli looks for graph-ts in the folders above. */
const PLACE = join(ROOT, "cache", "bench-subgraph");

/** As our manifests call the chain. */
export const NETWORK = "local";

/** Our subgraph for a deployment, as `npm start` has it. @returns the folder of what graph-cli built */
export async function buildOurs(deployment: Deployment): Promise<string> {
  return placeTemplate(await buildTemplate(ROOT), deployment, join(PLACE, "ours"));
}

/** The same data sources and the same events; every one goes to the same handler, which stores a record. */
export async function buildLimit(deployment: Deployment): Promise<string> {
  const folder = join(PLACE, "limit");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  cpSync(join(LIMIT, "schema.graphql"), join(folder, "schema.graphql"));
  // AssemblyScript goes by the name of TypeScript there; here it would be checked as such.
  cpSync(join(LIMIT, "record.as"), join(folder, "src", "record.ts"));
  writeProject(folder, { deployment, network: NETWORK, events: readEvents(ROOT) });
  const file = join(folder, "subgraph.yaml");
  const manifest = readFileSync(file, "utf8")
    .replaceAll(/handler: \w+/g, "handler: handleAny")
    .replaceAll(/file: \.\/src\/\w+\.ts/g, "file: ./src/record.ts")
    .replaceAll("entities: [Event]", "entities: [Record]");
  writeFileSync(file, manifest);
  await graph(folder, ["build", "--skip-migrations"]);
  return join(folder, "build");
}

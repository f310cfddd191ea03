import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { buildSubgraph } from "./graph.ts";
import { SOURCES, type SourceName } from "./manifest.ts";
import { readEvents, writeProject } from "./project.ts";
import { TEST_DEPLOYMENT } from "./testDeployment.ts";

/** Where the contracts stand: of a deployment's record, what a manifest says of it. */
export interface Place {
  readonly contracts: Readonly<Record<SourceName, { readonly address: string }>>;
  readonly startBlock: number;
}

const NETWORK = "local";

/**
 * The subgraph as built for contracts that are nowhere: building takes half a minute, and where the contracts stand is in
 * the manifest alone. Kept until its sources change. The interfaces must be compiled.
 *
 * @returns the folder of what was built
 */
export async function buildTemplate(root: string): Promise<string> {
  const events = readEvents(root);
  const subgraph = join(root, "subgraph");
  const hash = createHash("sha256").update(JSON.stringify(events));
  for (const file of sources(root)) hash.update(file).update(readFileSync(join(root, file)));
  const place = join(root, "cache", "subgraph", hash.digest("hex").slice(0, 16));
  if (existsSync(place)) return place;
  const work = `${place}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    cpSync(join(subgraph, "schema.graphql"), join(work, "schema.graphql"));
    cpSync(join(subgraph, "src"), join(work, "src"), { recursive: true });
    writeProject(work, { deployment: TEST_DEPLOYMENT, network: NETWORK, events });
    await buildSubgraph(work);
    // Another process may have been as quick.
    if (!existsSync(place)) renameSync(join(work, "build"), place);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return place;
}

/**
 * Copies the template for contracts that stand somewhere on a local chain.
 *
 * @returns the folder of the copy
 */
export function placeTemplate(template: string, { contracts, startBlock }: Place, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  cpSync(template, folder, { recursive: true });
  const file = join(folder, "subgraph.yaml");
  const manifest = SOURCES.reduce(
    (text, name) => text.replaceAll(TEST_DEPLOYMENT.contracts[name].address, contracts[name].address.toLowerCase()),
    readFileSync(file, "utf8"),
  );
  writeFileSync(
    file,
    manifest.replaceAll(`startBlock: ${TEST_DEPLOYMENT.startBlock}\n`, `startBlock: ${startBlock}\n`),
  );
  return folder;
}

/** All that the result depends on; the lock file for the compiler. */
function sources(root: string): string[] {
  const mappings = readdirSync(join(root, "subgraph/src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("subgraph/src", name))
    .sort();
  return ["package-lock.json", "scripts/subgraph/manifest.ts", "subgraph/schema.graphql", ...mappings];
}

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { buildSubgraph } from "../../../scripts/subgraph/graph.ts";
import { SOURCES, type SourceName } from "../../../scripts/subgraph/manifest.ts";
import { readEvents, writeProject } from "../../../scripts/subgraph/project.ts";
import { TEST_DEPLOYMENT } from "../../../scripts/subgraph/testDeployment.ts";
import { ROOT } from "../../stack/support.ts";

const SUBGRAPH = join(ROOT, "subgraph");

/**
 * The subgraph, built for these contracts. Where they stand is in the manifest alone, so the rest is built once and kept
 * until its sources change.
 *
 * @param folder where the manifest of this deployment goes, with the rest beside it
 */
export async function builtFor(addresses: Readonly<Record<SourceName, string>>, folder: string): Promise<string> {
  cpSync(await buildOnce(), folder, { recursive: true });
  const file = join(folder, "subgraph.yaml");
  let manifest = readFileSync(file, "utf8");
  for (const name of SOURCES) {
    manifest = manifest.replaceAll(TEST_DEPLOYMENT.contracts[name].address, addresses[name].toLowerCase());
  }
  writeFileSync(file, manifest);
  return folder;
}

async function buildOnce(): Promise<string> {
  const events = readEvents(ROOT);
  const hash = createHash("sha256").update(JSON.stringify(events));
  for (const file of [...sources(), "package-lock.json"]) hash.update(readFileSync(join(ROOT, file)));
  const place = join(ROOT, "cache", "subgraph", hash.digest("hex").slice(0, 16));
  if (existsSync(place)) return place;
  const work = `${place}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  cpSync(join(SUBGRAPH, "schema.graphql"), join(work, "schema.graphql"));
  cpSync(join(SUBGRAPH, "src"), join(work, "src"), { recursive: true });
  writeProject(work, { deployment: TEST_DEPLOYMENT, network: "local", events });
  await buildSubgraph(work);
  renameSync(join(work, "build"), place);
  rmSync(work, { recursive: true });
  return place;
}

function sources(): string[] {
  const mappings = readdirSync(join(SUBGRAPH, "src"), { recursive: true, encoding: "utf8" });
  return ["subgraph/schema.graphql", "scripts/subgraph/manifest.ts"].concat(
    mappings
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join("subgraph/src", name))
      .sort(),
  );
}

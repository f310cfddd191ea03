import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps a copy of a built subgraph under a name that follows from its content. graph-node knows a subgraph by its
 * manifest's path: so another content is another subgraph, and the same content goes on where it was.
 *
 * @param built the folder that `graph build` wrote
 * @returns the path of the copy's manifest, which is the deployment's id
 */
export function keepSubgraph(built: string, folder: string): string {
  const hash = createHash("sha256");
  for (const name of filesIn(built))
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(built, name)))
      .update("\0");
  const place = join(folder, hash.digest("hex").slice(0, 16));
  if (!existsSync(place)) {
    const beside = `${place}.new`;
    rmSync(beside, { recursive: true, force: true });
    cpSync(built, beside, { recursive: true });
    renameSync(beside, place);
  }
  return join(place, "subgraph.yaml");
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

// `npm run subgraph:queries`: src/protocol/queries/ from subgraph/queries/. `-- --check` only says whether it is fresh.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { runCommand } from "./errors.ts";
import { readOptions } from "./options.ts";
import { queryModule, readSchema } from "./queryTypes.ts";

const HELP = `usage: npm run subgraph:queries -- [options]

  --check  write nothing, fail if a file is not what would be written`;

/** Written by hand, beside the generated ones. */
const KEPT = new Set(["query.ts"]);

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = join(root, "subgraph/queries");
const target = join(root, "src/protocol/queries");

runCommand(async () => {
  const options = readOptions({ check: { type: "boolean" } }, HELP);
  if (options === undefined) return 0;
  const wanted = await modules();
  const stale = [...wanted].filter(([file, text]) => read(join(target, file)) !== text).map(([file]) => file);
  const surplus = readdirSync(target).filter((file) => !wanted.has(file) && !KEPT.has(file));
  if (options["check"] === true) {
    for (const file of [...stale, ...surplus]) console.log(`src/protocol/queries/${file} is stale`);
    return stale.length + surplus.length === 0 ? 0 : 1;
  }
  for (const file of stale) writeFileSync(join(target, file), wanted.get(file) ?? "");
  for (const file of surplus) rmSync(join(target, file));
  console.log(`src/protocol/queries: ${wanted.size} queries, ${stale.length} written, ${surplus.length} removed`);
  return 0;
});

async function modules(): Promise<Map<string, string>> {
  const schema = readSchema(readFileSync(join(root, "subgraph/schema.graphql"), "utf8"));
  const style = await resolveConfig(join(target, "query.ts"));
  const names = readdirSync(source).map((file) => basename(file, ".graphql"));
  const entries = names.map(async (name) => {
    const text = queryModule(name, readFileSync(join(source, `${name}.graphql`), "utf8"), schema);
    return [`${name}.ts`, await format(text, { ...style, parser: "typescript", plugins: [] })] as const;
  });
  return new Map(await Promise.all(entries));
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

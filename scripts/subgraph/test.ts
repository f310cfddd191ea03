// `npm run subgraph:test`: every case in test/subgraph/cases through the real indexer, by `gnd test`.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { flattened } from "./abi.ts";
import type { Case } from "./cases.ts";
import { type Database, startDatabase } from "./database.ts";
import { runCommand, SubgraphError } from "./errors.ts";
import { gndCase } from "./gndCase.ts";
import { buildSubgraph } from "./graph.ts";
import { SOURCES, type SourceEvents } from "./manifest.ts";
import { readOptions, textOf } from "./options.ts";
import { readEvents, writeProject } from "./project.ts";
import { TEST_DEPLOYMENT } from "./testDeployment.ts";

const HELP = `usage: npm run subgraph:test -- [options]

  --grep <text>         only cases whose name has it
  --postgres-url <url>  a PostgreSQL to use, unless one is started
  --verbose             everything that graph-node says`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const subgraph = join(root, "subgraph");
const stage = join(subgraph, ".test");

runCommand(async () => {
  const options = readOptions(
    { grep: { type: "string" }, "postgres-url": { type: "string" }, verbose: { type: "boolean" } },
    HELP,
  );
  if (options === undefined) return 0;
  const gnd = findGnd();
  const grep = textOf(options["grep"]) ?? "";
  const cases = (await readCases()).filter(({ name }) => name.includes(grep));
  if (cases.length === 0) throw new SubgraphError(`No case has "${grep}" in its name.`, HELP);
  const events = flatEvents(readEvents(root));
  await buildStage(events);
  for (const [index, testCase] of cases.entries()) {
    const file = join(stage, "tests", `${String(index).padStart(3, "0")}.json`);
    writeFileSync(file, JSON.stringify(gndCase(testCase, TEST_DEPLOYMENT, events), undefined, 1));
  }
  const url = textOf(options["postgres-url"]);
  const database = url === undefined ? await startDatabase() : given(url);
  try {
    return await runCases(gnd, database.url, cases.length, options["verbose"] === true);
  } finally {
    await database.stop();
  }
});

/** The mappings as they are, but for the files that take structs apart. */
async function buildStage(events: SourceEvents): Promise<void> {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(join(stage, "tests"), { recursive: true });
  cpSync(join(subgraph, "schema.graphql"), join(stage, "schema.graphql"));
  cpSync(join(subgraph, "src"), join(stage, "src"), { recursive: true });
  cpSync(join(subgraph, "tests/flat"), join(stage, "src/unpack"), { recursive: true });
  writeProject(stage, { deployment: TEST_DEPLOYMENT, network: "local", events });
  await buildSubgraph(stage);
}

function flatEvents(events: SourceEvents): SourceEvents {
  return Object.fromEntries(SOURCES.map((name) => [name, events[name].map(flattened)])) as unknown as SourceEvents;
}

async function readCases(): Promise<Case[]> {
  const folder = join(root, "test/subgraph/cases");
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const modules = await Promise.all(
    files.map(async (name) => (await import(pathToFileURL(join(folder, name)).href)) as { cases: readonly Case[] }),
  );
  return modules.flatMap(({ cases }, index) =>
    cases.map((one) => ({ ...one, name: `${basename(files[index] ?? "", ".ts")}: ${one.name}` })),
  );
}

function runCases(gnd: string, url: string, count: number, verbose: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(gnd, ["test", "--skip-build", "--postgres-url", url, ...(verbose ? ["-v"] : [])], {
      cwd: stage,
      stdio: ["ignore", "pipe", verbose ? "inherit" : "pipe"],
    });
    let output = "";
    const show = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", show);
    child.stderr?.on("data", show);
    child.on("error", reject);
    child.on("close", (code) => {
      const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
      const passed = Number(/Tests: (\d+) passed/.exec(plain)?.[1] ?? 0);
      console.log(plain.replaceAll(/^(→.*|Tests: .*|Error: \d+ test.*)\n/gm, ""));
      console.log(`${passed} passing (subgraph)`);
      if (passed < count) console.log(`${count - passed} failing (subgraph)`);
      resolve(code === 0 && passed === count ? 0 : 1);
    });
  });
}

function findGnd(): string {
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve("@graphprotocol/gnd-linux-x64/package.json")), "bin/gnd");
  } catch {
    throw new SubgraphError(
      `There is no graph-node for ${process.platform}-${process.arch} on npm.`,
      "Run the subgraph's tests on Linux x64 with glibc 2.34 or newer, after npm ci.",
    );
  }
}

function given(url: string): Database {
  return { url, stop: () => Promise.resolve() };
}

// `npm run subgraph:test`: every case in test/subgraph/cases through the real indexer, by `gnd test`.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startDatabase } from "../stack/database.ts";
import { findGnd, MISSING_GND } from "../stack/gnd.ts";
import { flattened } from "./abi.ts";
import type { Case } from "./cases.ts";
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
  if (gnd === undefined) {
    throw new SubgraphError(`${MISSING_GND}.`, "Run the subgraph's tests on Linux x64 with glibc 2.34 or newer.");
  }
  const grep = textOf(options["grep"]) ?? "";
  const cases = (await readCases()).filter(({ name }) => name.includes(grep));
  if (cases.length === 0) throw new SubgraphError(`No case has "${grep}" in its name.`, HELP);
  const events = flatEvents(readEvents(root));
  await buildStage(events);
  const given = textOf(options["postgres-url"]);
  const database = given === undefined ? await startDatabase() : undefined;
  const url = given ?? (await database?.open("cases")) ?? "";
  try {
    return await runCases(cases, (testCase, index) =>
      runCase(gnd, url, gndCase(testCase, TEST_DEPLOYMENT, events), index, options["verbose"] === true),
    );
  } finally {
    await database?.stop();
  }
});

/** The mappings as they are, but for the files that take structs apart. */
async function buildStage(events: SourceEvents): Promise<void> {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
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

/** One after the other; what a case has to say is shown when it failed. */
async function runCases(
  cases: readonly Case[],
  runOne: (testCase: Case, index: number) => Promise<{ ok: boolean; output: string }>,
): Promise<number> {
  let passed = 0;
  for (const [index, testCase] of cases.entries()) {
    const { ok, output } = await runOne(testCase, index);
    if (ok) passed += 1;
    console.log(`  ${ok ? "✔" : "✘"} ${testCase.name}${ok ? "" : `\n${output}`}`);
  }
  console.log(`\n${passed} passing (subgraph)`);
  if (passed < cases.length) console.log(`${cases.length - passed} failing (subgraph)`);
  return passed === cases.length ? 0 : 1;
}

/**
 * A deployment is known by its manifest's path, and a case that failed leaves its deployment behind: so each case has a
 * folder of its own, or one failure would make all that follow fail.
 */
function runCase(
  gnd: string,
  url: string,
  testCase: object,
  index: number,
  verbose: boolean,
): Promise<{ ok: boolean; output: string }> {
  const folder = join(stage, "cases", String(index));
  mkdirSync(join(folder, "tests"), { recursive: true });
  cpSync(join(stage, "build"), join(folder, "build"), { recursive: true });
  cpSync(join(stage, "subgraph.yaml"), join(folder, "subgraph.yaml"));
  writeFileSync(join(folder, "tests/case.json"), JSON.stringify(testCase, undefined, 1));
  return new Promise((resolve, reject) => {
    const child = spawn(gnd, ["test", "--skip-build", "--postgres-url", url, ...(verbose ? ["-v"] : [])], {
      cwd: folder,
      stdio: ["ignore", "pipe", verbose ? "inherit" : "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      // Its progress, and what it sums up of a single case, say nothing more.
      const said = output.replaceAll(/^(→|Tests:|Error: \d+ test|Failures:).*\n/gm, "");
      resolve({ ok: code === 0 && output.includes("Tests: 1 passed"), output: said });
    });
  });
}

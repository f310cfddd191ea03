// `npm run test:mutation`: small faults in the money paths, one at a time, each of which a Solidity test must notice. All
// of them are compiled once and asleep; a run of the tests wakes one. A survivor needs a reason in survivors.json.
// `-- --slice 3/40` takes every 40th, from the third on: a fixed part, for every change. `-- --only Clock` takes a file's.
//
// Not slither-mutate, which compiles anew for each mutant and changes the sources in place; nor is there an npm tool for
// current Solidity.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { foundry, missing } from "../tools/foundry.mjs";
import { numberOf } from "./number.ts";
import type { Mutant } from "./operators.ts";
import { prepareProject, PROJECT } from "./project.ts";
import { attempt, type Outcome, runner } from "./trial.ts";

const LEAST_PERCENT = 90;
const NOBODY = "0x01";

const { values: options } = parseArgs({ options: { slice: { type: "string" }, only: { type: "string" } } });

const forge = foundry("forge");
if (forge === undefined) {
  console.log(missing("forge"));
  process.exit(0);
}

const all = prepareProject();
const chosen = choose(all);
const reasons = new Map(
  Object.entries(
    JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8")) as Record<string, string>,
  ),
);

console.log(`${chosen.length} of ${all.length} mutants`);
const build = spawnSync(forge, ["build", "--quiet"], { cwd: PROJECT, stdio: "inherit" });
if (build.status !== 0) fail("the mutated contracts do not compile");
if ((await attempt(runner(forge, 0), "", NOBODY)) !== "alive") fail("the tests fail without any mutant awake");

const outcomes = await tryAll(chosen, forge);
report(outcomes);

function choose(mutants: readonly Mutant[]): Mutant[] {
  const [first = 1, step = 1] = (options.slice ?? "1/1").split("/").map(Number);
  if (!(first >= 1 && step >= first)) fail("--slice takes two numbers, such as 3/40");
  const wanted = mutants.filter(({ key }) => options.only === undefined || key.includes(options.only));
  if (wanted.length === 0) fail(`no mutant's key contains "${options.only ?? ""}"`);
  return wanted.filter((_, i) => i % step === first - 1);
}

async function tryAll(mutants: readonly Mutant[], path: string): Promise<Map<string, Outcome>> {
  const found = new Map<string, Outcome>();
  const waiting = [...mutants];
  const started = Date.now();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async (_, worker) => {
      const run = runner(path, worker);
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const outcome = await attempt(run, mutant.key, numberOf(mutant.key));
        found.set(mutant.key, outcome);
        if (outcome !== "noticed") console.log(`${outcome}: line ${mutant.line}: ${mutant.key}`);
        if (found.size % 50 === 0) {
          console.log(`${found.size} of ${mutants.length} after ${Math.round((Date.now() - started) / 1000)} s`);
        }
      }
    }),
  );
  return found;
}

function report(found: ReadonlyMap<string, Outcome>): void {
  const keysOf = (wanted: Outcome): string[] =>
    [...found].filter(([, outcome]) => outcome === wanted).map(([key]) => key);
  const survivors = keysOf("alive");
  const unexplained = survivors.filter((key) => !reasons.has(key));
  const known = new Set(all.map(({ key }) => key));
  const stale = [...reasons.keys()].filter((key) => !known.has(key) || (found.has(key) && !survivors.includes(key)));
  for (const key of unexplained) console.log(`no reason why this is harmless: ${key}`);
  for (const key of stale) console.log(`a reason, but no survivor: ${key}`);
  const noticed = found.size - survivors.length;
  const percent = (100 * noticed) / found.size;
  console.log(
    `mutation: ${noticed} of ${found.size} noticed (${percent.toFixed(1)} %, at least ${LEAST_PERCENT} %), ` +
      `${keysOf("too slow").length} of them by being too slow; ${survivors.length} survivors, ` +
      `${unexplained.length} without a reason`,
  );
  if (unexplained.length > 0 || stale.length > 0 || percent < LEAST_PERCENT) process.exitCode = 1;
}

function fail(why: string): never {
  console.error(`mutation: ${why}`);
  process.exit(1);
}

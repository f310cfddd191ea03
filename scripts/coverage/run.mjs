// `npm run coverage`: line and branch coverage of contracts/ by its Solidity tests. Fails below the threshold. Hardhat
// counts lines; branches.ts adds what it lacks. The TypeScript tests are left out: what only they reach is covered too
// loosely to count.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseLines } from "./lcov.mjs";

const LEAST = 98;
const FOLDER = "coverage";

/** @typedef {{ file: string, branches: { tag: string, line: number, way: string }[] }} FileBranches */

/** @param {string} path @returns {unknown} */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** @param {string} folder @returns {string[]} paths of the files in it */
const filesIn = (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);

/** @param {boolean[]} outcomes */
function share(outcomes) {
  const hit = outcomes.filter(Boolean).length;
  const percent = outcomes.length === 0 ? 100 : (100 * hit) / outcomes.length;
  return { percent, text: `${percent.toFixed(2)} % (${hit}/${outcomes.length})` };
}

// What an earlier run left would be counted with this one.
rmSync(FOLDER, { recursive: true, force: true });
const { status, error } = spawnSync("hardhat", ["test", "solidity", "--coverage"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
if (status !== 0) {
  console.error(`coverage: the tests failed under coverage${error === undefined ? "" : `: ${error.message}`}`);
  process.exit(1);
}

const lines = parseLines(readFileSync(join(FOLDER, "lcov.info"), "utf8"));
const taken = new Set(
  filesIn(join(FOLDER, "data"))
    .flatMap(filesIn)
    .flatMap((path) => Object.keys(/** @type {Record<string, number>} */ (readJson(path)))),
);
const branches = new Map(
  filesIn(join(FOLDER, "branches")).map((path) => {
    const { file, branches: ways } = /** @type {FileBranches} */ (readJson(path));
    return [file, ways];
  }),
);

for (const file of [...lines.keys()].sort()) {
  const missed = [...(lines.get(file) ?? [])].filter(([, hits]) => hits === 0).map(([line]) => `${line}`);
  const untaken = (branches.get(file) ?? []).filter(({ tag }) => !taken.has(tag));
  if (missed.length > 0) console.log(`${file}: never reached: ${missed.join(", ")}`);
  if (untaken.length > 0) {
    console.log(`${file}: never taken: ${untaken.map(({ line, way }) => `${line} ${way}`).join(", ")}`);
  }
}

const lineOutcomes = [...lines.values()].flatMap((file) => [...file.values()].map((hits) => hits > 0));
const lineShare = share(lineOutcomes);
const branchShare = share([...branches.values()].flat().map(({ tag }) => taken.has(tag)));
console.log(`coverage of contracts/: lines ${lineShare.text}, branches ${branchShare.text}; at least ${LEAST} % each`);

// Nothing measured is no success: then the report is not what this script expects.
const isMeasured = lineOutcomes.length > 0;
process.exit(isMeasured && lineShare.percent >= LEAST && branchShare.percent >= LEAST ? 0 : 1);

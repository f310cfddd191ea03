// `npm run coverage`: line and branch coverage of contracts/ by the Solidity tests, measured by forge, because Hardhat
// counts no branches. Fails below the threshold. With --typescript also runs the TypeScript tests under Hardhat's
// coverage and prints the lines that either suite reaches; the threshold stays on the first figure.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { foundry, missing } from "../tools/foundry.mjs";
import { parseLcov, percent, show, tally } from "./lcov.mjs";

const LEAST = 98;
const FORGE_REPORT = "coverage/forge.info";
const HARDHAT_REPORT = "coverage/lcov.info";

/** @param {string} file deployed code only: mocks belong to the tests, and what tests hold is not measured */
const isMeasured = (file) => file.startsWith("contracts/") && !file.startsWith("contracts/mocks/");

/** @param {string} command @param {string[]} args */
function runOrExit(command, args) {
  const run = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status === 0) return;
  console.error(run.stdout, run.stderr, run.error?.message ?? "");
  console.error(`coverage: ${command} ${args.join(" ")} failed`);
  process.exit(1);
}

const forge = foundry("forge");
if (forge === undefined) {
  console.log(`coverage ${missing("forge")}`);
  process.exit(0);
}

mkdirSync("coverage", { recursive: true });
runOrExit(forge, ["coverage", "--report", "lcov", "--report-file", FORGE_REPORT]);
const files = [...parseLcov(readFileSync(FORGE_REPORT, "utf8"))].filter(([file]) => isMeasured(file)).sort();

for (const [file, { lines, branches }] of files) {
  const missedLines = [...lines].filter(([, hits]) => hits === 0).map(([line]) => line);
  const missedBranches = [...branches].filter(([, hits]) => hits === 0).map(([key]) => key.split(":")[0]);
  if (missedLines.length + missedBranches.length === 0) continue;
  console.log(`${file}: lines ${show(tally(lines.values()))}, branches ${show(tally(branches.values()))}`);
  if (missedLines.length > 0) console.log(`  lines never reached: ${missedLines.join(", ")}`);
  if (missedBranches.length > 0) console.log(`  branches never taken, at lines: ${missedBranches.join(", ")}`);
}

const lines = tally(files.flatMap(([, file]) => [...file.lines.values()]));
const branches = tally(files.flatMap(([, file]) => [...file.branches.values()]));
console.log(`coverage of contracts/: lines ${show(lines)}, branches ${show(branches)}; at least ${LEAST} % each`);

if (process.argv.includes("--typescript")) {
  runOrExit("hardhat", ["test", "mocha", "--coverage"]);
  const byTypeScript = parseLcov(readFileSync(HARDHAT_REPORT, "utf8"));
  const either = files.flatMap(([name, file]) =>
    [...file.lines].map(([line, hits]) => hits + (byTypeScript.get(name)?.lines.get(line) ?? 0)),
  );
  console.log(`with the TypeScript tests: lines ${show(tally(either))}`);
}

// Nothing measured is no success: it means that the report is not what this script expects.
if (lines.of === 0 || percent(lines) < LEAST || percent(branches) < LEAST) process.exit(1);

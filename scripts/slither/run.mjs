// `npm run check:slither`: Slither over contracts/. Each of its findings needs a reason in accepted.json, and each reason
// a finding. Slither comes from PyPI: without Python this check says so and fails; with --if-available it passes.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pythonTool } from "../tools/python.mjs";
import { compile } from "./compile.mjs";
import { judge } from "./judge.mjs";

/** @typedef {import("./judge.mjs").Finding} Finding */
/** @typedef {import("./judge.mjs").Accepted} Accepted */

/** @param {string | URL} path @returns {unknown} */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

const SLITHER = "slither-analyzer==0.11.6";
/** Slither goes on without a function that it cannot follow. Of ours none may be missing. */
const UNREAD = /Impossible to generate IR for (\S+ \(contracts\/[^)]*\))/g;

const slither = pythonTool("slither", SLITHER);
if (slither === undefined) {
  console.log(`skipped: Slither needs Python 3 with venv, and PyPI (pip install ${SLITHER})`);
  process.exit(process.argv.includes("--if-available") ? 0 : 1);
}

mkdirSync("cache", { recursive: true });
const folder = mkdtempSync(join("cache", "slither-"));
try {
  // In the shape that Slither reads of Hardhat. Not Hardhat's own: those of a working tree hold parts of older sources.
  const buildInfo = join(folder, "build-info");
  mkdirSync(buildInfo);
  writeFileSync(join(buildInfo, "contracts.json"), JSON.stringify(compile()));
  const report = join(folder, "report.json");
  const { stderr, error } = spawnSync(
    slither,
    [
      ".",
      ...["--compile-force-framework", "hardhat", "--ignore-compile", "--hardhat-ignore-compile"],
      ...["--hardhat-artifacts-directory", folder, "--filter-paths", "node_modules", "--json", report],
    ],
    { encoding: "utf8" },
  );
  if (!existsSync(report)) throw new Error(`Slither gave no report: ${stderr} ${error?.message ?? ""}`);
  const { results } = /** @type {{ results: { detectors?: Finding[] } }} */ (readJson(report));
  const findings = results.detectors ?? [];
  const accepted = /** @type {Accepted[]} */ (readJson(new URL("accepted.json", import.meta.url)));
  const { unexplained, stale } = judge(findings, accepted);
  const unread = [...stderr.matchAll(UNREAD)].map(([, where]) => where);
  for (const where of unread) console.log(`Slither cannot read ${where}`);
  for (const finding of unexplained) console.log(`no reason for ${finding}`);
  for (const reason of stale) console.log(`a reason without a finding: ${reason}`);
  console.log(`Slither: ${findings.length} findings, ${unexplained.length} without a reason`);
  process.exitCode = unexplained.length + stale.length + unread.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

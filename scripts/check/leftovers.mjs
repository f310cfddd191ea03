// What must not stay in the repository: promises to finish later, tests switched off or alone, giants, registry hosts.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";

const MOST_LINES = 400;

// Spelled so that this file does not find itself.
const RULES = [
  {
    files: /\.(ts|mjs|sol|json|ya?ml|toml|graphql)$|^\.ci\//,
    text: /\b(T[O]DO|FIX[M]E|X{3}|H[A]CK)\b/,
    why: "unfinished",
  },
  { files: /^test\/.*\.ts$/, text: /\b(it|describe|context)\.(only|skip)\b/, why: "a test switched off, or alone" },
  { files: /(^|\/)package-lock\.json$/, text: /"resolved": "(?!file:)/, why: "a registry host in the lock file" },
];

const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
if (listed.status !== 0) {
  console.log("skipped: not a git checkout");
  process.exit(0);
}

/** @type {string[]} */
const faults = [];
for (const file of listed.stdout.split("\0").filter((name) => name !== "" && existsSync(name))) {
  const isCode = /\.(ts|mjs|sol)$/.test(file);
  const rules = RULES.filter((rule) => rule.files.test(file));
  if (!isCode && rules.length === 0) continue;

  const lines = readFileSync(file, "utf8").split("\n");
  if (isCode && lines.length > MOST_LINES + 1)
    faults.push(`${file}: ${lines.length - 1} lines, more than ${MOST_LINES}`);
  for (const [index, line] of lines.entries()) {
    for (const { text, why } of rules) if (text.test(line)) faults.push(`${file}:${index + 1}: ${why}: ${line.trim()}`);
  }
}

for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? 0 : 1);

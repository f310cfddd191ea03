// `npm run check`: every fast check, two at a time, a line for each; what a check has to say comes after the lines.
// A new check is one more row below. Slow ones do not belong here but in .ci/run.

import { spawn } from "node:child_process";
import process from "node:process";

/** @typedef {{ name: string, command: string, args: string[] }} Check */

/** The generated types of the contracts: the other checks read them. */
const BUILD = { name: "build", command: "hardhat", args: ["build"] };

/** @type {readonly Check[]} */
const CHECKS = [
  {
    name: "types",
    command: "tsc",
    args: ["--noEmit", "--incremental", "--tsBuildInfoFile", "node_modules/.cache/tsc.json"],
  },
  { name: "lint, TypeScript", command: "eslint", args: ["--max-warnings", "0", "."] },
  {
    name: "lint, Solidity",
    command: "solhint",
    // Quiet about its own updates and banners: it would ask a server.
    args: ["--disc", "--noPoster", "--max-warnings", "0", "contracts/**/*.sol"],
  },
  { name: "format", command: "prettier", args: ["--check", "--cache", "--log-level", "warn", "."] },
  { name: "dead code", command: "knip", args: ["--no-progress"] },
  { name: "leftovers", command: "node", args: ["scripts/check/leftovers.mjs"] },
  { name: "compose file", command: "node", args: ["scripts/check/compose.mjs"] },
];

const AT_ONCE = 2;

/** @param {Check} check @returns {Promise<{ name: string, ok: boolean, output: string }>} */
function run({ name, command, args }) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && command !== "node",
    });
    let output = "";
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    /** @param {boolean} ok */
    const finish = (ok) => {
      console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(18)} ${((Date.now() - started) / 1000).toFixed(1)} s`);
      resolve({ name, ok, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(false);
    });
    child.on("close", (code) => {
      finish(code === 0);
    });
  });
}

const results = [await run(BUILD)];
const waiting = [...CHECKS];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) results.push(await run(check));
  }),
);

const failed = results.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.log(`\n── ${name}\n${output.trimEnd()}`);
if (failed.length > 0)
  console.log(`\n${failed.length} of ${results.length} checks failed. \`npm run fix\` mends what can be.`);
process.exit(failed.length === 0 ? 0 : 1);

// `npm run test:deep`: the Solidity properties and invariants with deep counts. Through forge where npm has it, which
// is many times faster, else through Hardhat. Further arguments go to the runner, such as a pattern of test names.
// Its first and last lines belong into docs/proof: date, commit, seed, counts, outcome.

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import process from "node:process";
import { foundry, missing } from "../tools/foundry.mjs";

const FUZZ_RUNS = process.env["FUZZ_RUNS"] ?? "10000";
const INVARIANT_RUNS = process.env["INVARIANT_RUNS"] ?? "1000";
const INVARIANT_DEPTH = process.env["INVARIANT_DEPTH"] ?? "100";
const FUZZ_SEED = process.env["FUZZ_SEED"] ?? `0x${randomBytes(32).toString("hex")}`;

const commit = spawnSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).stdout?.trim() || "unknown";
console.log(
  `${new Date().toISOString()}, commit ${commit}, seed ${FUZZ_SEED}: ${FUZZ_RUNS} runs per property, ` +
    `${INVARIANT_RUNS} x ${INVARIANT_DEPTH} per invariant`,
);

const forge = foundry("forge");
if (forge === undefined) console.log(`forge ${missing("forge")}; Hardhat runs the same, slower`);

const args = process.argv.slice(2);
const started = Date.now();
const { status } =
  forge === undefined
    ? spawnSync("hardhat", ["test", "solidity", ...args], {
        stdio: "inherit",
        shell: process.platform === "win32",
        env: { ...process.env, FUZZ_RUNS, FUZZ_SEED, INVARIANT_RUNS, INVARIANT_DEPTH },
      })
    : spawnSync(forge, ["test", "--fuzz-seed", FUZZ_SEED, ...args], {
        stdio: "inherit",
        env: {
          ...process.env,
          FOUNDRY_FUZZ_RUNS: FUZZ_RUNS,
          FOUNDRY_INVARIANT_RUNS: INVARIANT_RUNS,
          FOUNDRY_INVARIANT_DEPTH: INVARIANT_DEPTH,
        },
      });

console.log(`${status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(status ?? 1);

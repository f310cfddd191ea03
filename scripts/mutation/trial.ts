import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { PROJECT } from "./project.ts";

export type Outcome = "noticed" | "alive" | "too slow";

/** A loop that a mutant made endless runs out of gas long before; this is for a machine that hangs. */
const PATIENCE = 10 * 60_000;

const FAILURES = "cache/failures";

/** Tests that take seconds, and stateful ones, come last: most mutants never see them. */
const SLOW = "When16000GrainsOfRefillComeInThatMonth";
const STATEFUL = "test/contracts/invariant/**";

/** The tests beside the mutated file, by the folders' names. */
const NEAR: readonly [folder: string, tests: string][] = [
  ["contracts/types/", "test/contracts/{types,libraries}/**"],
  ["contracts/libraries/", "test/contracts/{types,libraries}/**"],
  ["contracts/registry/", "test/contracts/registry/**"],
  ["contracts/pools/", "test/contracts/pools/**"],
  ["contracts/Orders", "test/contracts/orders/**"],
  ["contracts/D", "test/contracts/doors/**"],
];

export type Run = (args: readonly string[], number: string) => Promise<Outcome>;

/** @param worker its own copy of what was compiled: forge rewrites its cache, and keeps failures to try them first */
export function runner(forge: string, worker: number): Run {
  const project = `${PROJECT}-${worker}`;
  rmSync(project, { recursive: true, force: true });
  cpSync(PROJECT, project, { recursive: true, preserveTimestamps: true });
  return (args, number) => {
    rmSync(join(project, FAILURES), { recursive: true, force: true });
    const child = spawn(forge, ["test", "--fail-fast", "--threads", "1", "--silent", ...args], {
      cwd: project,
      stdio: ["ignore", "ignore", "inherit"],
      timeout: PATIENCE,
      env: {
        ...process.env,
        FOUNDRY_BLOCK_PREVRANDAO: `0x${number.replace(/^0x/, "").padStart(64, "0")}`,
        FOUNDRY_GAS_LIMIT: `${2 ** 34}`,
        FOUNDRY_FUZZ_SEED: "0x1",
        FOUNDRY_FUZZ_RUNS: "20",
        FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: FAILURES,
        FOUNDRY_INVARIANT_RUNS: "4",
        FOUNDRY_INVARIANT_DEPTH: "50",
        FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: FAILURES,
      },
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve(code === 0 ? "alive" : signal === null ? "noticed" : "too slow");
      });
    });
  };
}

/** Does a test notice the mutant? The nearest are asked first. */
export async function attempt(run: Run, file: string, number: string): Promise<Outcome> {
  const near = NEAR.find(([folder]) => file.startsWith(folder))?.[1];
  const stages = [
    ...(near === undefined ? [] : [["--match-path", near, "--no-match-test", SLOW]]),
    ["--no-match-path", STATEFUL, "--no-match-test", SLOW],
    ["--match-path", STATEFUL],
    ["--match-test", SLOW],
  ];
  for (const stage of stages) {
    const outcome = await run(stage, number);
    if (outcome !== "alive") return outcome;
  }
  return "alive";
}

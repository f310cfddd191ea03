import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { killGroup } from "../stack/kill.mjs";

/** @typedef {import("./judge.mjs").Results} Results */

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const OPTIONS = [
  "--no-status",
  // One counterexample is enough: to know that the other paths have one may take hours.
  "--early-exit",
  // Any panic is a failure, not only that of `assert`: no sum may overflow, nothing be divided by zero.
  ...["--panic-error-codes", "*"],
  // Paths that cannot be are dropped where that is seen quickly, and left to the solvers where it is not.
  ...["--solver-timeout-branching", "100ms"],
  // A question takes seconds; the limit is for slow machines.
  ...["--solver-timeout-assertion", "10m", "--solver-threads", "1"],
];

/**
 * Builds the proofs and runs those that are named. All that forge, Halmos and the solvers write is in a folder that is
 * gone afterwards: what an earlier build left would be proved again under its old name.
 *
 * @param {{ halmos: string, forge: string, names: readonly string[], onLine: (line: string) => void }} options
 * @returns {Promise<Results>} empty when Halmos broke off
 */
export async function runHalmos({ halmos, forge, names, onLine }) {
  mkdirSync("cache", { recursive: true });
  const folder = mkdtempSync(join("cache", "proof-"));
  const report = join(folder, "report.json");
  const python = join(dirname(halmos), "python");
  const child = spawn(
    python,
    [
      ...["-m", "halmos", "--forge-build-out", join(folder, "out"), "--json-output", report, ...OPTIONS],
      // Halmos splits the command at spaces: the paths are relative, as a checkout's may have some.
      ...["--solver-command", `${python} scripts/proof/solve.py`, "--match-test", `^(${names.join("|")})\\(`],
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      // Its own group: the solvers are grandchildren, and one signal ends them all.
      detached: true,
      env: {
        ...process.env,
        FOUNDRY_PROFILE: "proof",
        FOUNDRY_OUT: join(folder, "out"),
        FOUNDRY_CACHE_PATH: join(folder, "forge"),
        // Halmos makes a folder at home, and keeps what a solver could not answer in the temporary one.
        HOME: resolve(folder),
        TMPDIR: resolve(folder),
        PYTHONDONTWRITEBYTECODE: "1",
        COLUMNS: "200",
        PATH: [dirname(forge), process.env["PATH"]].join(delimiter),
      },
    },
  );
  const clear = () => {
    if (child.pid !== undefined) killGroup(child.pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    clear();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
    await new Promise((done, fail) => {
      child.on("error", fail);
      child.on("close", done);
    });
    if (!existsSync(report)) return {};
    /** @type {unknown} */
    const written = JSON.parse(readFileSync(report, "utf8"));
    return /** @type {{ test_results?: Results }} */ (written).test_results ?? {};
  } finally {
    clear();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

import { isWarning } from "./judge.mjs";

const COLOR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const RESULT = /^\[(\w+)\] (check_\w+)\(.*\btime: ([\d.]+)s/;
/** What Halmos makes of the questions that it drops after a counterexample. */
const DROPPED = /executor has been shutdown/;

/**
 * Follows what Halmos writes: a line for each proof as it ends, and what was said meanwhile where it failed.
 *
 * @param {(line: string) => void} print
 */
export function follower(print) {
  /** @type {string[]} */
  let said = [];
  let warnings = 0;
  return {
    /** @param {string} coloured */
    read: (coloured) => {
      const line = coloured.replaceAll(COLOR, "").trimEnd();
      if (DROPPED.test(line)) return;
      if (isWarning(line)) warnings += 1;
      const [, verdict, name = "", seconds] = RESULT.exec(line) ?? [];
      if (verdict === undefined) {
        said.push(line);
        return;
      }
      print(`${verdict === "PASS" ? "proved" : "FAILED"}  ${name.padEnd(50)} ${Number(seconds).toFixed(1)} s`);
      if (verdict !== "PASS") said.filter((note) => note !== "").forEach(print);
      said = [];
    },
    /** What was said since the last result. */
    rest: () => said.filter((note) => note !== ""),
    warnings: () => warnings,
  };
}

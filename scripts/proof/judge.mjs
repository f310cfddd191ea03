/** @typedef {import("./written.mjs").Proof} Proof */
/** @typedef {{ name: string, exitcode: number, num_bounded_loops: number }} Result of Halmos, the name with types */
/** @typedef {Record<string, Result[]>} Results by file and contract, `test/contracts/proof/worth.t.sol:WorthProof` */

/** By Halmos's exit code. */
const OUTCOMES = ["proved", "counterexample", "no answer in time", "stuck", "no path that returns", "error"];

/** @param {Result} result */
function outcomeOf({ exitcode, num_bounded_loops: loops }) {
  if (exitcode === 0 && loops !== 0) return "a loop was not followed to its end";
  return OUTCOMES[exitcode] ?? `exit code ${exitcode}`;
}

/**
 * @param {readonly Proof[]} wanted
 * @param {Results} results
 * @returns {string[]} a line for each proof that is none
 */
export function unproved(wanted, results) {
  const outcomes = new Map(
    Object.entries(results).flatMap(([contract, list]) => {
      const file = contract.replace(/:.*$/, "").replace(/^.*\//, "");
      return list.map((result) => [`${file} ${result.name.replace(/\(.*$/, "")}`, outcomeOf(result)]);
    }),
  );
  return wanted
    .map(({ file, name }) => ({ name, outcome: outcomes.get(`${file} ${name}`) ?? "did not run" }))
    .filter(({ outcome }) => outcome !== "proved")
    .map(({ name, outcome }) => `${name}: ${outcome}`);
}

/**
 * Halmos warns where it did less than was asked, such as a bounded loop or an unknown call, and proves the rest. None is
 * harmless here.
 *
 * @param {string} line
 */
export function isWarning(line) {
  return /^(WARNING|ERROR|CRITICAL)\b/.test(line);
}

// Reads the lcov files of forge and of Hardhat: per source file, how often each line and each branch was taken.

/** @typedef {{ lines: Map<number, number>, branches: Map<string, number> }} FileCoverage */

/** @param {string} text @returns {Map<string, FileCoverage>} */
export function parseLcov(text) {
  /** @type {Map<string, FileCoverage>} */
  const files = new Map();
  /** @type {FileCoverage} */
  let current = { lines: new Map(), branches: new Map() };
  for (const row of text.split("\n")) {
    const colon = row.indexOf(":");
    const values = row.slice(colon + 1).split(",");
    switch (row.slice(0, colon)) {
      case "SF":
        current = { lines: new Map(), branches: new Map() };
        files.set(values.join(","), current);
        break;
      case "DA":
        current.lines.set(Number(values[0]), Number(values[1]));
        break;
      case "BRDA":
        // line, block, branch, hits; "-" where the whole block was never reached
        current.branches.set(values.slice(0, 3).join(":"), values[3] === "-" ? 0 : Number(values[3]));
        break;
      default:
    }
  }
  return files;
}

/** @param {Iterable<number>} counts @returns {{ hit: number, of: number }} */
export function tally(counts) {
  const all = [...counts];
  return { hit: all.filter((count) => count > 0).length, of: all.length };
}

/** @param {{ hit: number, of: number }} part @returns {number} in percent; nothing to hit is all hit */
export const percent = ({ hit, of }) => (of === 0 ? 100 : (100 * hit) / of);

/** @param {{ hit: number, of: number }} part */
export const show = (part) => `${percent(part).toFixed(2)} % (${part.hit}/${part.of})`;

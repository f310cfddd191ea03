/**
 * The lines of an lcov report: per source file, how often each was reached.
 *
 * @param {string} text
 * @returns {Map<string, Map<number, number>>}
 */
export function parseLines(text) {
  /** @type {Map<string, Map<number, number>>} */
  const files = new Map();
  /** @type {Map<number, number>} */
  let lines = new Map();
  for (const row of text.split("\n")) {
    if (row.startsWith("SF:")) {
      lines = new Map();
      files.set(row.slice("SF:".length), lines);
    } else if (row.startsWith("DA:")) {
      const [line, hits] = row.slice("DA:".length).split(",").map(Number);
      if (line !== undefined && hits !== undefined) lines.set(line, hits);
    }
  }
  return files;
}

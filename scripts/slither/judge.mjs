/** @typedef {{ type: string, name: string, type_specific_fields?: { parent?: Element } }} Element */
/** @typedef {{ check: string, elements: Element[] }} Finding */
/** @typedef {{ check: string, where: string[], reason: string }} Accepted */

/**
 * By names, not by lines: a reason outlives what is written above it.
 *
 * @param {Finding} finding
 */
export function placeOf({ elements: [element] }) {
  const path = [];
  for (let at = element; at !== undefined; at = at.type_specific_fields?.parent) {
    if (["contract", "function", "variable", "struct"].includes(at.type)) path.unshift(at.name);
  }
  return path.join(".");
}

/** @param {Finding[]} findings @param {Accepted[]} accepted */
export function judge(findings, accepted) {
  const found = new Set(findings.map((finding) => `${finding.check} in ${placeOf(finding)}`));
  const explained = new Set(accepted.flatMap(({ check, where }) => where.map((place) => `${check} in ${place}`)));
  return {
    unexplained: [...found].filter((key) => !explained.has(key)).sort(),
    stale: [...explained].filter((key) => !found.has(key)).sort(),
  };
}

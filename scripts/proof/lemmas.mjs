const LEMMA = /^function (\w+)\(([^)]*)\)/gm;

/** @param {string} source */
const inOneLine = (source) => source.replaceAll(/\s+/g, " ").replaceAll("( ", "(").replaceAll(" )", ")");

/**
 * What a proof assumes must be true of all words, so the proof of a lemma is one sentence and may assume nothing.
 *
 * @param {string} lemmas the source of Lemmas.sol
 * @param {string} proofs the source of lemmas.t.sol
 * @returns {string[]} the lemmas without such a proof
 */
export function unprovedLemmas(lemmas, proofs) {
  const written = inOneLine(proofs);
  return [...lemmas.matchAll(LEMMA)]
    .map(([, name = "", parameters = ""]) => ({ name, parameters: inOneLine(parameters).trim() }))
    .filter(({ name, parameters }) => {
      const words = parameters.split(", ");
      const given = words.map((word) => word.replace(/^uint256 /, "")).join(", ");
      const proof = `function check_lemma_${name}(${parameters}) external pure { assert(${name}(${given})); }`;
      return !words.every((word) => word.startsWith("uint256 ")) || !written.includes(proof);
    })
    .map(({ name }) => name);
}

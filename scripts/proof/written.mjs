import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ file: string, name: string }} Proof */

const HEADS = /\bfunction\s+(check_\w+)\s*\(/g;

/**
 * The proofs that stand in the sources: one that did not run must be missed.
 *
 * @param {string} folder
 * @returns {Proof[]}
 */
export function writtenProofs(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sol"))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(HEADS)].map(([, name = ""]) => ({ file, name })),
    );
}

// Where npm put a Foundry binary. Optional packages, Linux on x64 only: a caller must be able to do without.

import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

/**
 * Resolved by package name: npm may drop links in node_modules/.bin when several packages claim one command.
 *
 * @param {"anvil" | "forge"} tool
 * @returns {string | undefined} the path of the binary
 */
export function foundry(tool) {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== "linux-x64") return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/${tool}-linux-amd64/package.json`);
    const path = join(dirname(manifest), "bin", tool);
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

/**
 * The one line to print where a check is skipped for want of the binary.
 *
 * @param {"anvil" | "forge"} tool
 * @returns {string}
 */
export function missing(tool) {
  return (
    `skipped: ${tool} comes from npm for Linux on x64 only, and here (${process.platform} ${process.arch}) ` +
    `@foundry-rs/${tool}-linux-amd64 is not installed`
  );
}

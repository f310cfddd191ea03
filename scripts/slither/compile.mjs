// contracts/ through npm's compiler, for a reader of syntax trees: no optimizer, seconds instead of a minute.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const SOLC = fileURLToPath(new URL("../tools/solc.mjs", import.meta.url));
const IMPORT = /^import\s[^;]*?"([^"]+)";/gm;
/** OpenZeppelin has a library of the same name, and Slither finds libraries by name: it would miss half of ours.
 *  The new name is as long as the old, as Slither reads the files by position. */
const THEIR_ERRORS = /\bErrors\b(?!\.sol)/g;

/** @typedef {{ type?: string, severity: string, formattedMessage: string }} Diagnostic */
/** @typedef {{ errors?: Diagnostic[] }} Output */

/** @returns {Record<string, { content: string }>} every contract and what it imports, by the name in the import */
function readSources() {
  /** @type {Record<string, { content: string }>} */
  const sources = {};
  const waiting = readdirSync("contracts", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".sol"))
    .map((name) => `contracts/${name.replaceAll("\\", "/")}`);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sources[name] !== undefined) continue;
    const content = name.startsWith("@")
      ? readFileSync(`node_modules/${name}`, "utf8").replace(THEIR_ERRORS, "Faults")
      : readFileSync(name, "utf8");
    sources[name] = { content };
    for (const [, path = ""] of content.matchAll(IMPORT)) {
      waiting.push(path.startsWith(".") ? posix.join(posix.dirname(name), path) : path);
    }
  }
  return sources;
}

export function compile() {
  const input = {
    language: "Solidity",
    sources: readSources(),
    settings: {
      evmVersion: "cancun",
      outputSelection: {
        "*": { "": ["ast"], "*": ["abi", "evm.bytecode", "evm.deployedBytecode", "devdoc", "userdoc"] },
      },
    },
  };
  const solc = spawnSync(process.execPath, [SOLC, "--standard-json"], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  /** @type {unknown} */
  const parsed = JSON.parse(solc.stdout);
  const output = /** @type {Output} */ (parsed);
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return { solcVersion: "0.8.37", input, output };
}

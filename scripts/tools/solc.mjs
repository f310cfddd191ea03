#!/usr/bin/env node
// npm's WebAssembly Solidity compiler in the dress of the native `solc`, for forge, which can only start a program.
// It knows the two calls that forge makes: --version and --standard-json.

import { createRequire } from "node:module";
import process from "node:process";
import { text } from "node:stream/consumers";

/** @typedef {{ cwrap(name: string, result: string, parameters: string[]): (...values: unknown[]) => string }} Soljson */

const require = createRequire(import.meta.url);

if (process.argv.includes("--version")) {
  // forge asks at every start: the package knows, without starting the compiler.
  /** @type {unknown} */
  const manifest = require("solc/package.json");
  const { version } = /** @type {{ version: string }} */ (manifest);
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}`);
} else {
  /** @type {unknown} */
  const wasm = require("solc/soljson.js");
  const soljson = /** @type {Soljson} */ (wasm);
  const compile = soljson.cwrap("solidity_compile", "string", ["string", "number", "number"]);
  // No import callback: forge hands every source over inside the JSON.
  process.stdout.write(compile(await text(process.stdin), 0, 0));
}

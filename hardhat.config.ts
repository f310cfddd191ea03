import { createRequire } from "node:module";
import process from "node:process";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";
import warningsAsErrors from "./scripts/hardhat/warnings-as-errors.ts";

/** A positive whole number from the environment, so that a deep run needs no second configuration. */
function count(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${name} must be a positive whole number, not "${text}"`);
  return Number(text);
}

/** Hardhat draws its own seed unless one is given, to repeat a run. */
function seed(value: string | undefined): { seed?: string } {
  return value === undefined || value === "" ? {} : { seed: value };
}

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatTypechain,
    warningsAsErrors,
  ],

  solidity: {
    version: "0.8.37",
    // The compiler comes from npm as WebAssembly: the same bytes on every platform, and nothing to download.
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    // Contracts that only tests use get neither artifacts nor types.
    splitTestsCompilation: true,
    settings: {
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
      evmVersion: "cancun",
      // A hash of the sources in the bytecode would change it with every comment.
      metadata: { bytecodeHash: "none" },
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },

  paths: {
    sources: "contracts",
    tests: { mocha: "test", solidity: "test/contracts" },
  },

  typechain: { outDir: "types" },

  test: {
    mocha: { timeout: 60_000, forbidOnly: true },
    solidity: {
      fuzz: { runs: count("FUZZ_RUNS", 200), ...seed(process.env["FUZZ_SEED"]) },
      invariant: { runs: count("INVARIANT_RUNS", 16), depth: count("INVARIANT_DEPTH", 50), failOnRevert: false },
    },
  },
});

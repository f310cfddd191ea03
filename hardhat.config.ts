import { createRequire } from "node:module";
import process from "node:process";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { configVariable, defineConfig } from "hardhat/config";
import branchCoverage from "./scripts/coverage/plugin.ts";
import deployment from "./scripts/deploy/plugin.ts";
import quickTests from "./scripts/hardhat/quick-tests.ts";
import warningsAsErrors from "./scripts/hardhat/warnings-as-errors.ts";
import localMarket from "./scripts/local/plugin.ts";

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

// Coverage compiles other code than is deployed: bigger, and kept apart so that it can never be deployed by mistake.
const isCoverage = process.argv.includes("--coverage");
const made = isCoverage ? "coverage/" : "";

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatTypechain,
    ...(isCoverage ? [branchCoverage] : [quickTests, warningsAsErrors]),
    deployment,
    localMarket,
  ],

  solidity: {
    version: "0.8.37",
    // The compiler comes from npm as WebAssembly: the same bytes on every platform, and nothing to download.
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    // Contracts that only tests use get neither artifacts nor types.
    splitTestsCompilation: true,
    settings: {
      // Instrumented code compiles ten times as fast by the legacy code generator, without optimizer.
      viaIR: !isCoverage,
      optimizer: { enabled: !isCoverage, runs: 200 },
      evmVersion: "cancun",
      // A hash of the sources in the bytecode would change it with every comment.
      metadata: { bytecodeHash: "none" },
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },

  paths: {
    sources: "contracts",
    tests: { mocha: "test", solidity: "test/contracts" },
    artifacts: `${made}artifacts`,
    cache: `${made}cache`,
  },

  typechain: { outDir: `${made}types` },

  networks: {
    default: { type: "edr-simulated", allowUnlimitedContractSize: isCoverage },
    // The chain of `npm start`.
    local: { type: "edr-simulated" },
    // Any chain. `localhost`, a node on this machine that signs, is there without saying so.
    live: {
      type: "http",
      url: configVariable("GRANARY_RPC_URL"),
      accounts: [configVariable("GRANARY_DEPLOYER_KEY")],
    },
  },

  // What only tests deploy is not measured.
  coverage: { skipFiles: ["contracts/mocks/**"] },

  test: {
    mocha: { timeout: 60_000, forbidOnly: true },
    solidity: {
      fuzz: { runs: count("FUZZ_RUNS", 200), ...seed(process.env["FUZZ_SEED"]) },
      invariant: { runs: count("INVARIANT_RUNS", 16), depth: count("INVARIANT_DEPTH", 50), failOnRevert: false },
    },
  },
});

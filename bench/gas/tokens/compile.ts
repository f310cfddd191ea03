import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import hre from "hardhat";

/** What a deployment needs of a compiled contract. */
export interface Compiled {
  readonly abi: object[];
  readonly bytecode: string;
}

interface Solc {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
}

interface SolcOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { abi: object[]; evm: { bytecode: { object: string } } }>>>
  >;
}

const require = createRequire(import.meta.url);

/** Compiles the token of that name beside this file, by the compiler and with the settings of the product. */
export function compileToken(name: string): Compiled {
  const file = `${name}.sol`;
  const settings = hre.config.solidity.profiles["default"]?.compilers[0]?.settings as object | undefined;
  if (settings === undefined) throw new Error("hardhat.config.ts names no compiler");
  const input = {
    language: "Solidity",
    sources: { [file]: { content: readFileSync(new URL(file, import.meta.url), "utf8") } },
    settings: { ...settings, outputSelection: { [file]: { [name]: ["abi", "evm.bytecode.object"] } } },
  };
  const solc = require("solc") as Solc;
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: fromPackages })) as SolcOutput;
  const faults = output.errors?.filter(({ severity }) => severity === "error") ?? [];
  const contract = output.contracts?.[file]?.[name];
  if (contract === undefined) {
    throw new Error(`${file} does not compile: ${faults.map(({ formattedMessage }) => formattedMessage).join("\n")}`);
  }
  return { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` };
}

function fromPackages(path: string): { contents: string } | { error: string } {
  try {
    return { contents: readFileSync(require.resolve(path), "utf8") };
  } catch (cause) {
    return { error: cause instanceof Error ? cause.message : String(cause) };
  }
}

import { readFile } from "node:fs/promises";
import { AbiCoder, concat } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { CompilerSettings, ContractName } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { DeployError } from "./errors.ts";
import { STEPS } from "./steps.ts";

type AddressOf = (name: ContractName) => Hex;

/** What a deployment transaction carries: the compiled code and the addresses that its constructor takes. */
export async function creationCode(
  hre: HardhatRuntimeEnvironment,
  name: ContractName,
  addressOf: AddressOf,
): Promise<Hex> {
  const { bytecode } = await hre.artifacts.readArtifact(name);
  const addresses = STEPS[name].takes.map(addressOf);
  const types = addresses.map(() => "address");
  return concat([bytecode, AbiCoder.defaultAbiCoder().encode(types, addresses)]) as Hex;
}

interface BuildInfo {
  readonly solcLongVersion: string;
  readonly input: {
    readonly settings: {
      readonly evmVersion?: string;
      readonly viaIR?: boolean;
      readonly optimizer?: { readonly enabled?: boolean; readonly runs?: number };
      readonly metadata?: { readonly bytecodeHash?: string };
    };
  };
}

/** The settings that the compiled contracts were made with, from what the compiler was given. */
export async function compilerSettings(hre: HardhatRuntimeEnvironment): Promise<CompilerSettings> {
  const id = await hre.artifacts.getBuildInfoId("Pools");
  const path = id === undefined ? undefined : await hre.artifacts.getBuildInfoPath(id);
  if (path === undefined) throw new DeployError("The contracts are not compiled.", "Run `npm run build`.");
  const { solcLongVersion, input } = JSON.parse(await readFile(path, "utf8")) as BuildInfo;
  const { evmVersion = "", viaIR = false, optimizer, metadata } = input.settings;
  return {
    version: solcLongVersion,
    evmVersion,
    viaIR,
    optimizerRuns: optimizer?.enabled === true ? (optimizer.runs ?? 0) : 0,
    bytecodeHash: metadata?.bytecodeHash ?? "ipfs",
  };
}

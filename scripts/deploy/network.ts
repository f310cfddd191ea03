import type { HttpNetworkConfig, ResolvedConfigurationVariable } from "hardhat/types/config";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { DeployError } from "./errors.ts";

export interface ResolvedNetwork {
  readonly name: string;
  /** What must never be printed: a key; a URL, which often holds one. */
  readonly secrets: readonly string[];
}

/** Finds the network that `--network` names, and what it needs, before anything is asked of it. */
export async function resolveNetwork(hre: HardhatRuntimeEnvironment, withKey: boolean): Promise<ResolvedNetwork> {
  const { network: name } = hre.globalOptions;
  const names = Object.keys(hre.config.networks).filter((one) => hre.config.networks[one]?.type === "http");
  const say = `Say --network ${names.join(" or --network ")}.`;
  if (name === undefined) throw new DeployError("No network is named.", say);
  const config = hre.config.networks[name];
  if (config === undefined) throw new DeployError(`hardhat.config.ts knows no network ${name}.`, say);
  if (config.type !== "http") throw new DeployError(`The network ${name} ends with this process.`, say);

  const url = await valueOf(config.url, "the RPC of the chain to deploy to, as in https://rpc.example");
  if (!URL.canParse(url))
    throw new DeployError(`${nameOf(config.url)} is not a URL.`, "It looks like https://rpc.example");
  return { name, secrets: [url, ...(withKey ? await keysOf(config) : [])] };
}

async function keysOf({ accounts }: HttpNetworkConfig): Promise<string[]> {
  if (!Array.isArray(accounts)) return [];
  const keys: string[] = [];
  for (const account of accounts) {
    const key = await valueOf(account, "the private key of the account that pays for the deployment");
    if (!/^(0x)?[0-9a-fA-F]{64}$/.test(key)) {
      throw new DeployError(`${nameOf(account)} is not a private key.`, "It is 0x and 64 hexadecimal digits.");
    }
    keys.push(key, key.replace(/^0x/, ""));
  }
  return keys;
}

/** A value from the environment, or from wherever a plugin keeps Hardhat's configuration variables. */
async function valueOf(variable: ResolvedConfigurationVariable, meaning: string): Promise<string> {
  let value = "";
  try {
    value = await variable.get();
  } catch {
    // Not set: the sentence below says more than Hardhat's.
  }
  if (value !== "") return value;
  const name = nameOf(variable);
  throw new DeployError(
    `${name} is not set: ${meaning}.`,
    `Set the environment variable ${name}, or store it with Hardhat's keystore plugin. Keys do not belong into files.`,
  );
}

function nameOf(variable: ResolvedConfigurationVariable): string {
  return "name" in variable && typeof variable.name === "string" ? variable.name : "A value in hardhat.config.ts";
}

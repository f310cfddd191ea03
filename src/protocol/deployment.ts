import { ProtocolError } from "./errors.ts";
import { type Hex, lowerHex } from "./hex.ts";

/** The contracts of one deployment, in the order in which they are deployed. */
export const CONTRACTS = ["Registry", "PoolsExtension", "Pools", "Doors", "Orders", "Lens"] as const;
export type ContractName = (typeof CONTRACTS)[number];

/** Where a contract stands, and how it came there. */
export interface DeployedContract {
  readonly address: Hex;
  readonly transactionHash: Hex;
  readonly blockNumber: number;
  /** The address follows from these two. */
  readonly deployer: Hex;
  readonly nonce: number;
}

/** What the contracts were compiled with. */
export interface CompilerSettings {
  readonly version: string;
  readonly evmVersion: string;
  readonly viaIR: boolean;
  readonly optimizerRuns: number;
  readonly bytecodeHash: string;
}

/** A whole deployment on one chain: what `deployments/<chainId>.json` holds. */
export interface Deployment {
  readonly chainId: number;
  /** Hash of block 0: tells a restarted local chain from the one that was deployed to. */
  readonly genesisHash: Hex;
  /** The first block with a contract of ours: no event is older. */
  readonly startBlock: number;
  readonly compiler: CompilerSettings;
  readonly contracts: Readonly<Record<ContractName, DeployedContract>>;
}

/** Reads the text of `deployments/<chainId>.json`. Throws an error that names the field. */
export function parseDeployment(text: string): Deployment {
  const document = fieldsOf("deployment", parseJson(text));
  const contracts = fieldsOf("contracts", document["contracts"]);
  return {
    chainId: count("chainId", document["chainId"]),
    genesisHash: hex("genesisHash", document["genesisHash"], 32),
    startBlock: count("startBlock", document["startBlock"]),
    compiler: parseCompiler(document["compiler"]),
    contracts: Object.fromEntries(
      CONTRACTS.map((name) => [name, parseDeployedContract(`contracts.${name}`, contracts[name])]),
    ) as Record<ContractName, DeployedContract>,
  };
}

export function parseDeployedContract(field: string, value: unknown): DeployedContract {
  const contract = fieldsOf(field, value);
  return {
    address: hex(`${field}.address`, contract["address"], 20),
    transactionHash: hex(`${field}.transactionHash`, contract["transactionHash"], 32),
    blockNumber: count(`${field}.blockNumber`, contract["blockNumber"]),
    deployer: hex(`${field}.deployer`, contract["deployer"], 20),
    nonce: count(`${field}.nonce`, contract["nonce"]),
  };
}

function parseCompiler(value: unknown): CompilerSettings {
  const compiler = fieldsOf("compiler", value);
  const { version, evmVersion, viaIR, bytecodeHash } = compiler;
  if (typeof version !== "string" || typeof evmVersion !== "string" || typeof bytecodeHash !== "string") {
    throw malformed("compiler", "has no version, evmVersion or bytecodeHash");
  }
  if (typeof viaIR !== "boolean") throw malformed("compiler.viaIR", "is neither true nor false");
  return {
    version,
    evmVersion,
    viaIR,
    optimizerRuns: count("compiler.optimizerRuns", compiler["optimizerRuns"]),
    bytecodeHash,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("deployment", "is not JSON");
  }
}

function fieldsOf(field: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw malformed(field, "is missing, or not an object");
}

function count(field: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw malformed(field, "is not a whole number from 0");
}

function hex(field: string, value: unknown, bytes: number): Hex {
  if (typeof value === "string") return lowerHex(field, value, bytes);
  throw malformed(field, "is not text");
}

function malformed(field: string, fault: string): ProtocolError {
  return new ProtocolError(
    "BadDeployment",
    `In the record of a deployment, ${field} ${fault}.`,
    "Restore the file as `npm run deploy` wrote it.",
  );
}

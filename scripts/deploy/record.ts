import {
  CONTRACTS,
  type CompilerSettings,
  type ContractName,
  type DeployedContract,
  type Deployment,
  parseDeployedContract,
} from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";

/** A transaction that was sent and whose receipt was not seen yet. */
export interface Sent {
  readonly contract: ContractName;
  readonly transactionHash: Hex;
  readonly deployer: Hex;
  readonly nonce: number;
}

/** A deployment on its way: what `deployments/<chainId>.partial.json` holds. */
export interface Progress {
  readonly chainId: number;
  readonly genesisHash: Hex;
  readonly contracts: Readonly<Partial<Record<ContractName, DeployedContract>>>;
  readonly sent?: Sent;
}

/** Reads what an interrupted run left. Unlike a deployment it may lack contracts. */
export function parseProgress(text: string): Progress {
  const { chainId, genesisHash, contracts, sent } = JSON.parse(text) as Progress;
  const entries = CONTRACTS.flatMap((name) => {
    const contract = contracts[name];
    return contract === undefined ? [] : [[name, parseDeployedContract(`contracts.${name}`, contract)] as const];
  });
  return { chainId, genesisHash, contracts: Object.fromEntries(entries), ...(sent && { sent }) };
}

/** The next state of a record: this contract stands. */
export function withContract(progress: Progress, name: ContractName, contract: DeployedContract): Progress {
  const { chainId, genesisHash, contracts } = progress;
  return { chainId, genesisHash, contracts: { ...contracts, [name]: contract } };
}

export function withoutSent({ chainId, genesisHash, contracts }: Progress): Progress {
  return { chainId, genesisHash, contracts };
}

/** The record that others read, once every contract stands. */
export function completed(progress: Progress, compiler: CompilerSettings): Deployment {
  const contracts = progress.contracts as Record<ContractName, DeployedContract>;
  const { chainId, genesisHash } = progress;
  return { chainId, genesisHash, startBlock: contracts.Registry.blockNumber, compiler, contracts };
}

import { getAddress, getCreateAddress, Interface, type Provider } from "ethers";
import { CONTRACTS, type ContractName, type DeployedContract } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import type { Faults } from "./decide.ts";
import type { Progress } from "./record.ts";
import type { Rehearsed } from "./rehearse.ts";
import { STEPS } from "./steps.ts";

/** Compares each recorded contract with the chain, and with the code that it must have. */
export async function inspect(
  provider: Provider,
  { contracts }: Progress,
  expected: ReadonlyMap<ContractName, Rehearsed>,
): Promise<Faults> {
  const faults: Partial<Record<ContractName, readonly string[]>> = {};
  for (const name of CONTRACTS) {
    const contract = contracts[name];
    if (contract === undefined) continue;
    const code = expected.get(name)?.code;
    const codeFault = await inspectCode(provider, name, contract, code);
    // What has no code, or another's, answers nothing that could be relied on.
    faults[name] =
      codeFault === undefined
        ? [
            ...(await inspectReceipt(provider, name, contract)),
            ...(await inspectWiring(provider, name, contract, contracts)),
          ]
        : [codeFault];
  }
  return faults;
}

async function inspectCode(
  provider: Provider,
  name: ContractName,
  { address, deployer, nonce }: DeployedContract,
  expected: Hex | undefined,
): Promise<string | undefined> {
  if (getCreateAddress({ from: deployer, nonce }) !== getAddress(address)) {
    return `${name} at ${address}: not the address that ${deployer} deploys to at nonce ${nonce}`;
  }
  const found = await provider.getCode(address);
  if (found === "0x") return `${name} at ${address}: there is no code`;
  if (found !== expected) return `${name} at ${address}: the code is not what these sources compile to`;
  return undefined;
}

/** A node that has forgotten old receipts says nothing about them; the code has told the most. */
async function inspectReceipt(
  provider: Provider,
  name: ContractName,
  { address, transactionHash, blockNumber }: DeployedContract,
): Promise<string[]> {
  const receipt = await provider.getTransactionReceipt(transactionHash);
  if (receipt === null) return [];
  if (receipt.contractAddress !== getAddress(address)) {
    return [`${name} at ${address}: ${transactionHash} did not deploy it`];
  }
  if (receipt.blockNumber !== blockNumber) {
    return [`${name} at ${address}: deployed in block ${receipt.blockNumber}, not ${blockNumber}`];
  }
  return [];
}

async function inspectWiring(
  provider: Provider,
  name: ContractName,
  { address }: DeployedContract,
  contracts: Progress["contracts"],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [getter, other] of Object.entries(STEPS[name].answers)) {
    const found = await readAddress(provider, address, getter);
    const wanted = getAddress(contracts[other]?.address ?? address);
    if (found !== wanted) faults.push(`${name} at ${address}: ${getter}() is ${found}, not ${other} at ${wanted}`);
  }
  return faults;
}

async function readAddress(provider: Provider, to: string, getter: string): Promise<string> {
  const face = new Interface([`function ${getter}() view returns (address)`]);
  const answer = await provider.call({ to, data: face.encodeFunctionData(getter) });
  return String(face.decodeFunctionResult(getter, answer)[0]);
}

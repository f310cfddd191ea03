import type { BrowserProvider, TransactionReceipt } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { CONTRACTS, type ContractName, type Deployment } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { deployerOf, identify, receiptOf } from "./chain.ts";
import { compilerSettings, creationCode } from "./compiled.ts";
import { estimate, inCoins, inMillions, show } from "./cost.ts";
import { type Decision, decide, decideRecord, fateOf } from "./decide.ts";
import { DeployError } from "./errors.ts";
import { type Files, filesOf, readRecord, writeDeployment, writeProgress } from "./files.ts";
import { inspect } from "./inspect.ts";
import { completed, type Progress, withContract, withoutSent } from "./record.ts";
import { type Act, rehearse } from "./rehearse.ts";

/** What a run works with. */
export interface Common {
  readonly hre: HardhatRuntimeEnvironment;
  readonly provider: BrowserProvider;
  /** Where records are kept. */
  readonly directory: string;
  readonly say: (line: string) => void;
}

export interface Wishes {
  /** Check what is recorded, change nothing. */
  readonly verifyOnly?: boolean;
  /** Show what would be done and what it costs, send nothing. */
  readonly dryRun?: boolean;
}

/**
 * Brings the chain to a whole deployment, keeping what earlier runs recorded.
 *
 * @returns the deployment, verified on chain; nothing after a dry run that found something to do
 */
export async function deploy(common: Common, wishes: Wishes = {}): Promise<Deployment | undefined> {
  const { provider, directory, say } = common;
  const { verifyOnly = false, dryRun = false } = wishes;
  const chain = await identify(provider);
  const files = filesOf(directory, chain.chainId);
  const found = readRecord(files);
  const file = found?.file ?? files.whole;
  const nothing: Progress = { chainId: chain.chainId, genesisHash: chain.genesisHash as Hex, contracts: {} };
  let record = found?.record ?? nothing;
  const unusable = decideRecord(record, file, chain);
  if (unusable !== undefined) throw new DeployError(unusable.message, unusable.remedy);
  if (!verifyOnly && !dryRun) record = await resume(common, files, record);

  const past = actsOf(record);
  const next = verifyOnly ? [] : await actsToCome(provider, record);
  const rehearsed = await rehearse(common.hre, chain.chainId, [...past, ...next]);
  const faults = await inspect(provider, record, rehearsed);
  const decision: Decision = decide(record, file, faults, verifyOnly);
  if (decision.kind === "stop") throw new DeployError(decision.message, decision.remedy);

  if (decision.kind === "deploy") {
    const gas = next.reduce((sum, { name }) => sum + (rehearsed.get(name)?.gas ?? 0n), 0n);
    say(`chain ${chain.chainId}: to deploy ${decision.missing.join(", ")}`);
    await checkFunds(common, next, gas);
    if (dryRun) return undefined;
    for (const act of next) record = await deployOne(common, files, record, act);
    const after = decide(record, files.partial, await inspect(provider, record, rehearsed), true);
    if (after.kind === "stop") throw new DeployError(after.message, after.remedy);
  }

  const deployment = completed(record, await compilerSettings(common.hre));
  if (!verifyOnly && !dryRun && file !== files.whole) writeDeployment(files, deployment);
  if (decision.kind === "deploy") writeDeployment(files, deployment);
  say(`verified: all ${CONTRACTS.length} contracts are as recorded in ${files.whole}`);
  return deployment;
}

function actsOf({ contracts }: Progress): Act[] {
  return CONTRACTS.flatMap((name) => {
    const contract = contracts[name];
    return contract === undefined ? [] : [{ name, deployer: contract.deployer, nonce: contract.nonce }];
  });
}

async function actsToCome(provider: BrowserProvider, { contracts }: Progress): Promise<Act[]> {
  const missing = CONTRACTS.filter((name) => contracts[name] === undefined);
  if (missing.length === 0) return [];
  const deployer = await deployerOf(provider);
  const first = await provider.getTransactionCount(deployer, "pending");
  return missing.map((name, index) => ({ name, deployer, nonce: first + index }));
}

async function checkFunds({ provider, say }: Common, [first]: readonly Act[], gas: bigint): Promise<void> {
  if (first === undefined) return;
  const { gasPrice, maxFeePerGas } = await provider.getFeeData();
  const balance = await provider.getBalance(first.deployer);
  const needed = estimate(gas, gasPrice ?? maxFeePerGas ?? 0n);
  say(`cost: ${show(needed)}; ${first.deployer} has ${inCoins(balance)}`);
  if (balance >= needed.cost) return;
  throw new DeployError(
    `${first.deployer} has ${inCoins(balance)} coins, but deploying costs about ${inCoins(needed.cost)}.`,
    "Send it the difference and run again.",
  );
}

/** Takes up the transaction that an interrupted run sent and did not see mined. */
async function resume({ provider, say }: Common, files: Files, record: Progress): Promise<Progress> {
  const { sent } = record;
  if (sent === undefined) return record;
  const receipt = await provider.getTransactionReceipt(sent.transactionHash);
  const known = receipt !== null || (await provider.getTransaction(sent.transactionHash)) !== null;
  const fate = fateOf(receipt?.status, known);
  say(`${sent.contract}: ${sent.transactionHash}, sent by an earlier run, ${fate}`);
  let next = withoutSent(record);
  if (fate === "stands" || fate === "waits") {
    next = withReceipt(next, sent, await receiptOf(provider, sent.transactionHash));
  }
  writeProgress(files, next);
  return next;
}

/** One transaction. Its hash is recorded before it is waited for, the contract as soon as it stands. */
async function deployOne(common: Common, files: Files, record: Progress, act: Act): Promise<Progress> {
  const { hre, provider, say } = common;
  const { name: contract, deployer, nonce } = act;
  const data = await creationCode(hre, contract, (name) => record.contracts[name]?.address ?? "0x");
  const signer = await provider.getSigner(deployer);
  const transactionHash = (await signer.sendUncheckedTransaction({ data, nonce })) as Hex;
  const sent = { contract, transactionHash, deployer, nonce };
  writeProgress(files, { ...record, sent });
  say(`${contract}: sent ${transactionHash}`);
  const receipt = await receiptOf(provider, transactionHash);
  const next = withReceipt(record, sent, receipt);
  writeProgress(files, next);
  say(`${contract}: at ${receipt.contractAddress}, ${inMillions(receipt.gasUsed)} million gas`);
  return next;
}

function withReceipt(
  record: Progress,
  { contract, deployer, nonce }: { contract: ContractName; deployer: Hex; nonce: number },
  { hash, blockNumber, contractAddress }: TransactionReceipt,
): Progress {
  const address = (contractAddress ?? "").toLowerCase() as Hex;
  return withContract(record, contract, { address, transactionHash: hash as Hex, blockNumber, deployer, nonce });
}

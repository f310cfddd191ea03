import { BrowserProvider, type Eip1193Provider, type TransactionReceipt } from "ethers";
import type { Hex } from "../../src/protocol/hex.ts";
import type { ChainIdentity } from "./decide.ts";
import { DeployError } from "./errors.ts";

/** How often a receipt is asked for. */
const POLL_MS = 500;

/** Answers are never remembered: a nonce or a balance of a moment ago is wrong here. */
export function connect(provider: Eip1193Provider): BrowserProvider {
  return new BrowserProvider(provider, undefined, { cacheTimeout: -1, pollingInterval: POLL_MS });
}

export async function identify(provider: BrowserProvider): Promise<ChainIdentity> {
  const { chainId } = await provider.getNetwork();
  const genesis = (await provider.send("eth_getBlockByNumber", ["0x0", false])) as { hash: string } | null;
  if (genesis === null) {
    throw new DeployError(
      "The RPC does not know block 0, by which a chain is told from another.",
      "Use one that keeps old blocks.",
    );
  }
  return { chainId: Number(chainId), genesisHash: genesis.hash };
}

/** The account that deploys: the first that the connection can sign for. */
export async function deployerOf(provider: BrowserProvider): Promise<Hex> {
  const [deployer] = (await provider.send("eth_accounts", [])) as Hex[];
  if (deployer !== undefined) return deployer;
  throw new DeployError(
    "The node has no account to deploy with.",
    "Use --network live with GRANARY_RPC_URL and GRANARY_DEPLOYER_KEY, or a local node with unlocked accounts.",
  );
}

export async function receiptOf(provider: BrowserProvider, hash: Hex): Promise<TransactionReceipt> {
  const receipt = await provider.waitForTransaction(hash);
  if (receipt?.status === 1) return receipt;
  throw new DeployError(`The transaction ${hash} failed on chain.`, "Run again: what stands is kept.");
}

import { HDNodeWallet, JsonRpcProvider, toQuantity } from "ethers";
import { ACCOUNTS } from "../../model/acts/cast.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import type { Ground } from "../../contracts/differential/chain.ts";

/** A block takes as long as two or three questions. */
const ASKED = 1000;
/** That of every local chain. */
const MNEMONIC = "test test test test test test test test test test test junk";

export interface RemoteGround extends Ground {
  readonly close: () => void;
}

/** A chain of another process, as the stories of the model want it: gas for nothing, and the whole cast may send. */
export async function groundOf(url: string, kind: "anvil" | "hardhat" = "anvil"): Promise<RemoteGround> {
  const provider = new JsonRpcProvider(url, undefined, {
    staticNetwork: true,
    cacheTimeout: -1,
    pollingInterval: 20,
    batchMaxCount: 1,
  });
  const request = async ({ method, params }: { method: string; params?: unknown[] }): Promise<unknown> => {
    const answer: unknown = await provider.send(method, params ?? []);
    // Anvil answers before it has mined.
    if (method === "eth_sendTransaction") await mined(provider, answer);
    return answer;
  };
  const signers = [...ACCOUNTS, "deployer"].map((_, index) =>
    HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`).connect(provider),
  );
  await rpc(url, `${kind}_setNextBlockBaseFeePerGas`, ["0x0"]);
  // Hardhat's chain knows the keys of the cast by itself.
  if (kind === "anvil") await rpc(url, "anvil_autoImpersonateAccount", [true]);
  return {
    provider: { request },
    signers,
    chainId: BigInt((await request({ method: "eth_chainId", params: [] })) as string),
    setBalance: async (address, amount) => void (await rpc(url, `${kind}_setBalance`, [address, toQuantity(amount)])),
    takeSnapshot: async () => {
      const id = await rpc(url, "evm_snapshot");
      return { restore: async () => void (await rpc(url, "evm_revert", [id])) };
    },
    close: () => {
      provider.destroy();
    },
  };
}

async function mined(provider: JsonRpcProvider, hash: unknown): Promise<void> {
  for (let asked = 0; asked < ASKED; asked++) {
    if ((await provider.send("eth_getTransactionReceipt", [hash])) !== null) return;
  }
  throw new Error(`${String(hash)} was not mined`);
}

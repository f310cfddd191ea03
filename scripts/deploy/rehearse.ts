import { toQuantity } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ContractName } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { creationCode } from "./compiled.ts";

/** One deployment, past or to come. */
export interface Act {
  readonly name: ContractName;
  readonly deployer: Hex;
  readonly nonce: number;
}

export interface Rehearsed {
  readonly address: Hex;
  /** The deployed code, with its immutables in place. */
  readonly code: Hex;
  readonly gas: bigint;
}

const RICH = toQuantity(10n ** 24n);

interface Receipt {
  readonly contractAddress: Hex;
  readonly gasUsed: Hex;
}

/**
 * Deploys in this process, on an empty chain of the same number, from the same accounts at the same nonces. So the
 * addresses are the real ones, and so is every byte of code: immutables hold addresses, the chain's number and hashes of
 * both. What the real chain holds must equal this; what is not there yet costs this much gas.
 */
export async function rehearse(
  hre: HardhatRuntimeEnvironment,
  chainId: number,
  acts: readonly Act[],
): Promise<ReadonlyMap<ContractName, Rehearsed>> {
  const connection = await hre.network.create({ network: "default", override: { chainId } });
  const { provider } = connection;
  const rehearsed = new Map<ContractName, Rehearsed>();
  const addressOf = (name: ContractName): Hex => {
    const earlier = rehearsed.get(name);
    if (earlier === undefined) throw new Error(`${name} is needed before it is deployed`);
    return earlier.address;
  };
  try {
    for (const { name, deployer, nonce } of acts) {
      await provider.request({ method: "hardhat_impersonateAccount", params: [deployer] });
      await provider.request({ method: "hardhat_setBalance", params: [deployer, RICH] });
      await provider.request({ method: "hardhat_setNonce", params: [deployer, toQuantity(nonce)] });
      const data = await creationCode(hre, name, addressOf);
      const hash: unknown = await provider.request({
        method: "eth_sendTransaction",
        params: [{ from: deployer, data }],
      });
      const receipt = (await provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as Receipt;
      const address = receipt.contractAddress;
      const code = (await provider.request({ method: "eth_getCode", params: [address, "latest"] })) as Hex;
      rehearsed.set(name, { address, code, gas: BigInt(receipt.gasUsed) });
    }
  } finally {
    await connection.close();
  }
  return rehearsed;
}

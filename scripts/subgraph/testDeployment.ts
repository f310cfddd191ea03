import { CONTRACTS, type Deployment } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";

const word = (digits: string, bytes: number): Hex => `0x${digits.repeat(bytes)}`;

/** A deployment that is nowhere: what tests index. */
export const TEST_DEPLOYMENT: Deployment = {
  chainId: 31337,
  genesisHash: word("00", 32),
  startBlock: 1,
  compiler: { version: "0.8.37", evmVersion: "cancun", viaIR: true, optimizerRuns: 200, bytecodeHash: "none" },
  contracts: Object.fromEntries(
    CONTRACTS.map((name, index) => [
      name,
      {
        address: word(`a${index}`, 20),
        transactionHash: word("00", 32),
        blockNumber: 1,
        deployer: word("d0", 20),
        nonce: index,
      },
    ]),
  ) as Deployment["contracts"],
};

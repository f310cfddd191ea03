import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BaseContract, TransactionReceipt } from "ethers";
import hre from "hardhat";

/** A fresh chain inside this process on which every run is the same: accounts, ids, seconds. */
export interface Chain {
  readonly ethers: HardhatEthers;
  readonly signers: readonly HardhatEthersSigner[];
  /** The second of the newest block. */
  now(): bigint;
  wait(seconds: bigint): void;
  deploy<Contract extends BaseContract>(contract: () => Promise<Contract>): Promise<Contract>;
  /** Sends one transaction in a block of its own: each finds its storage cold. */
  send(transaction: () => Promise<Sent>): Promise<TransactionReceipt>;
  /** The gas on the receipt of one transaction. */
  gasOf(transaction: () => Promise<Sent>): Promise<bigint>;
  /** Runs `act` and takes back what it did: no measurement sees another. */
  isolated<T>(act: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Sent {
  wait(): Promise<TransactionReceipt | null>;
}

const GENESIS = 1_900_000_000n;
const BLOCK_TIME = 12n;

export async function openChain(): Promise<Chain> {
  const connection = await hre.network.create({
    override: { initialDate: new Date(Number(GENESIS) * 1000), allowUnlimitedContractSize: false },
  });
  const { ethers, provider } = connection;
  let now = GENESIS;

  /** Left to itself, the chain would follow the clock on the wall. */
  const setSecond = async (): Promise<void> => {
    now += BLOCK_TIME;
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [Number(now)] });
  };

  const send = async (transaction: () => Promise<Sent>): Promise<TransactionReceipt> => {
    await setSecond();
    const receipt = await (await transaction()).wait();
    if (receipt === null) throw new Error("a transaction was not mined");
    return receipt;
  };

  return {
    ethers,
    signers: await ethers.getSigners(),
    now: () => now,
    wait: (seconds) => {
      now += seconds;
    },
    deploy: async (contract) => {
      await setSecond();
      const deployed = await contract();
      await deployed.waitForDeployment();
      return deployed;
    },
    send,
    gasOf: async (transaction) => (await send(transaction)).gasUsed,
    isolated: async (act) => {
      const before = now;
      const snapshot: unknown = await provider.request({ method: "evm_snapshot", params: [] });
      try {
        return await act();
      } finally {
        await provider.request({ method: "evm_revert", params: [snapshot] });
        now = before;
      }
    },
    close: () => connection.close(),
  };
}

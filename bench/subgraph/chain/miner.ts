import { toQuantity } from "ethers";
import type { Hex } from "../../../src/protocol/hex.ts";
import { type Request, Wire } from "./wire.ts";

/** A transaction to be. Any address may send: the chain asks for no signature. */
export interface Call {
  readonly from: Hex;
  readonly to: Hex;
  readonly data: Hex;
  readonly value?: bigint;
}

export interface Log {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

interface Receipt {
  readonly status: Hex;
  readonly logs: readonly Log[];
}

const GAS = toQuantity(15_000_000);
const GAS_PRICE = 2_000_000_000;
/** A block takes whatever is put into it, and the base fee never rises. */
const BLOCK_GAS = toQuantity(2n ** 45n);
const FORTUNE = toQuantity(10n ** 30n);

/** Mines blocks that hold just what is asked, at seconds of our choice. */
export class Miner {
  readonly wire: Wire;
  /** Second of the newest block. */
  #now: number;
  /** How many transactions each sender has sent, who had sent none before. */
  readonly #sent = new Map<Hex, number>();

  private constructor(wire: Wire, now: number) {
    this.wire = wire;
    this.#now = now;
  }

  static async take(url: string): Promise<Miner> {
    const wire = new Wire(url);
    await wire.ask("evm_setAutomine", false);
    await wire.ask("anvil_autoImpersonateAccount", true);
    await wire.ask("evm_setBlockGasLimit", BLOCK_GAS);
    const { timestamp } = (await wire.ask("eth_getBlockByNumber", "latest", false)) as { readonly timestamp: Hex };
    return new Miner(wire, Number(timestamp));
  }

  get now(): number {
    return this.#now;
  }

  /** Coins for everybody who will send something. */
  async endow(accounts: readonly Hex[]): Promise<void> {
    for (let from = 0; from < accounts.length; from += 500) {
      const part = accounts.slice(from, from + 500);
      await this.wire.askAll(part.map((account) => ({ method: "anvil_setBalance", params: [account, FORTUNE] })));
    }
  }

  /**
   * One block with these transactions in this order, `seconds` after the one before. Each must succeed.
   *
   * @returns the logs of each
   */
  async mine(calls: readonly Call[], seconds: number): Promise<readonly (readonly Log[])[]> {
    const sending = calls.map((call, at) => this.#sending(call, GAS_PRICE + calls.length - at));
    const hashes = (await this.wire.askAll(sending)) as readonly Hex[];
    this.#now += seconds;
    await this.wire.ask("evm_setNextBlockTimestamp", this.#now);
    await this.wire.ask("evm_mine");
    const requests = hashes.map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] }));
    const receipts = (await this.wire.askAll(requests)) as readonly (Receipt | null)[];
    return receipts.map((receipt, at) => {
      if (receipt?.status === "0x1") return receipt.logs;
      // A fault of the bench, which knows what the contracts take.
      const { from, to, data } = calls[at] as Call;
      throw new Error(`A transaction failed, or was left out: ${data.slice(0, 74)}… from ${from} to ${to}`);
    });
  }

  /** Empty blocks: for readers that leave alone for now what the newest blocks hold. */
  async rest(blocks: number): Promise<void> {
    await this.wire.ask("anvil_mine", toQuantity(blocks), toQuantity(12));
    this.#now += 12 * blocks;
  }

  /** Numbered and priced here: a block holds first whoever pays most, and a batch is worked off in any order. */
  #sending({ from, to, data, value = 0n }: Call, gasPrice: number): Request {
    const nonce = this.#sent.get(from) ?? 0;
    this.#sent.set(from, nonce + 1);
    const numbers = { nonce: toQuantity(nonce), gas: GAS, gasPrice: toQuantity(gasPrice), value: toQuantity(value) };
    return { method: "eth_sendTransaction", params: [{ from, to, data, ...numbers }] };
  }
}

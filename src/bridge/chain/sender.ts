import { Transaction, type Wallet } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import type { Database } from "../db/database.ts";
import type { TransactionRow } from "../db/tables.ts";
import { EndpointError, EndpointRefused } from "../errors.ts";
import { larger } from "../../protocol/integers.ts";
import { quantity } from "./answers.ts";
import type { Endpoint } from "./endpoint.ts";
import { bumped, firstFees, isSensible } from "./fees.ts";

/** What shall be done on chain. */
export interface Call {
  readonly purpose: string;
  readonly to: Hex;
  readonly data: Hex;
}

export type Sent =
  /** Nothing is under way, and nothing was to be sent. */
  | { readonly kind: "idle" }
  | { readonly kind: "sent"; readonly purpose: string; readonly hash: Hex }
  | { readonly kind: "waiting"; readonly purpose: string; readonly since: bigint }
  | { readonly kind: "bumped"; readonly purpose: string; readonly hash: Hex }
  | { readonly kind: "mined"; readonly purpose: string; readonly hash: Hex; readonly isDone: boolean }
  /** The contract would refuse it: nothing was sent, no gas was paid. */
  | { readonly kind: "hopeless"; readonly purpose: string; readonly reason: string }
  | { readonly kind: "out of money"; readonly purpose: string }
  | { readonly kind: "unreachable"; readonly trouble: string };

export interface SenderOptions {
  readonly db: Database;
  readonly wallet: Wallet;
  readonly chainId: bigint;
  /** Whom to ask now; none while nothing can be told. */
  readonly endpoint: () => Endpoint | undefined;
  readonly now: () => bigint;
  /** The block that the mirror stands on. What is due follows from the mirror, so it must have seen what was done. */
  readonly mirrored: () => Promise<bigint>;
  /** Seconds after which a transaction that is not mined is offered more. */
  readonly patience?: bigint;
}

/**
 * The operator's transactions, one after the other: each is mined, replaced or found hopeless before the next is made.
 * What is under way is in the database, so that a restart goes on with it. What is to be sent is worked out anew each
 * time from what the chain says, so that nothing that was done already is sent again.
 */
export interface Sender {
  /** @param next asked for when nothing is under way */
  readonly step: (next: () => Promise<Call | undefined>) => Promise<Sent>;
}

export function createSender(options: SenderOptions): Sender {
  const { db, wallet, chainId, now, patience = 30n } = options;

  async function step(next: () => Promise<Call | undefined>): Promise<Sent> {
    const endpoint = options.endpoint();
    if (endpoint === undefined) return { kind: "unreachable", trouble: "no endpoint is trusted now" };
    try {
      const pending = await db.selectFrom("chain_transaction").selectAll().executeTakeFirst();
      if (pending !== undefined) return await follow(endpoint, pending);
      const call = await next();
      return call === undefined ? { kind: "idle" } : await begin(endpoint, call);
    } catch (error) {
      if (error instanceof EndpointError) return { kind: "unreachable", trouble: error.message };
      throw error;
    }
  }

  async function begin(endpoint: Endpoint, call: Call): Promise<Sent> {
    const { purpose, to, data } = call;
    const from = wallet.address;
    let gas: bigint;
    try {
      gas = quantity("gas", await endpoint.call("eth_estimateGas", [{ from, to, data }]));
    } catch (error) {
      if (!(error instanceof EndpointRefused)) throw error;
      return isPoor(error) ? { kind: "out of money", purpose } : { kind: "hopeless", purpose, reason: error.message };
    }
    const nonce = quantity("nonce", await endpoint.call("eth_getTransactionCount", [from, "latest"]));
    const { maxFee, priority } = await firstFees(endpoint);
    const row = {
      nonce,
      purpose,
      to_address: to,
      data,
      // What changes between now and the block may cost more.
      gas: gas + gas / 4n,
      max_fee: maxFee,
      priority_fee: priority,
      hashes: [] as Hex[],
      first_sent_at: now(),
      last_sent_at: now(),
      sent_at_block: 0n,
    };
    return await send(endpoint, row, "sent");
  }

  /** Written down before it goes out: what was sent is known after any crash. */
  async function send(endpoint: Endpoint, row: TransactionRow, kind: "sent" | "bumped"): Promise<Sent> {
    const raw = await signed(row);
    const hash = Transaction.from(raw).hash as Hex;
    const hashes = [...new Set([...row.hashes, hash])];
    const kept = {
      ...row,
      hashes,
      last_sent_at: now(),
      sent_at_block: larger(row.sent_at_block, await options.mirrored()),
    };
    await db
      .insertInto("chain_transaction")
      .values(kept)
      .onConflict((conflict) => conflict.column("nonce").doUpdateSet(kept))
      .execute();
    try {
      await endpoint.call("eth_sendRawTransaction", [raw]);
    } catch (error) {
      if (!(error instanceof EndpointRefused)) throw error;
      if (isPoor(error)) {
        await forget(row);
        return { kind: "out of money", purpose: row.purpose };
      }
      // Known already, or its nonce is used: the next step finds out which.
    }
    return { kind, purpose: row.purpose, hash };
  }

  async function follow(endpoint: Endpoint, row: TransactionRow): Promise<Sent> {
    for (const hash of row.hashes) {
      const receipt = await endpoint.call("eth_getTransactionReceipt", [hash]);
      if (receipt === null) continue;
      const { status, blockNumber } = receipt as { status?: unknown; blockNumber?: unknown };
      if ((await options.mirrored()) < quantity("receipt.blockNumber", blockNumber)) {
        return { kind: "waiting", purpose: row.purpose, since: row.first_sent_at };
      }
      await forget(row);
      const isDone = quantity("receipt.status", status) === 1n;
      return { kind: "mined", purpose: row.purpose, hash, isDone };
    }
    const used = quantity("nonce", await endpoint.call("eth_getTransactionCount", [wallet.address, "latest"]));
    if (used !== row.nonce) {
      // Above: somebody else sends with this key, or the receipt comes later than the count. Below: a reorg took back what
      // was sent before, and this can never be mined. What is still due is sent anew.
      await forget(row);
      return { kind: "idle" };
    }
    if (now() < row.last_sent_at + patience) {
      return { kind: "waiting", purpose: row.purpose, since: row.first_sent_at };
    }
    // Where no block came since, more money moves nothing; but it may have got lost on its way.
    const mirrored = await options.mirrored();
    const asked = await firstFees(endpoint);
    const offer = bumped({ maxFee: row.max_fee, priority: row.priority_fee }, asked);
    if (mirrored <= row.sent_at_block || !isSensible(offer, asked)) {
      await send(endpoint, row, "sent");
      return { kind: "waiting", purpose: row.purpose, since: row.first_sent_at };
    }
    const { maxFee, priority } = offer;
    return await send(endpoint, { ...row, max_fee: maxFee, priority_fee: priority }, "bumped");
  }

  async function signed({ nonce, to_address: to, data, gas, max_fee, priority_fee }: TransactionRow): Promise<string> {
    return await wallet.signTransaction({
      type: 2,
      chainId,
      nonce: Number(nonce),
      to,
      data,
      gasLimit: gas,
      maxFeePerGas: max_fee,
      maxPriorityFeePerGas: priority_fee,
    });
  }

  async function forget({ nonce }: TransactionRow): Promise<void> {
    await db.deleteFrom("chain_transaction").where("nonce", "=", nonce).execute();
  }

  return { step };
}

function isPoor({ message }: EndpointError): boolean {
  return /insufficient funds|doesn't have enough funds/i.test(message);
}

import { larger } from "../../protocol/integers.ts";
import { quantity, readHeader } from "./answers.ts";
import type { Endpoint } from "./endpoint.ts";

export interface Fees {
  readonly maxFee: bigint;
  readonly priority: bigint;
}

/** What a transaction offers at first: twice the newest base fee, so that six full blocks do not outrun it. */
export async function firstFees(endpoint: Endpoint): Promise<Fees> {
  const [block, tip] = await Promise.all([
    endpoint.call("eth_getBlockByNumber", ["latest", false]),
    endpoint.call("eth_maxPriorityFeePerGas", []).catch(() => "0x3b9aca00"),
  ]);
  readHeader(block);
  const base = quantity("baseFeePerGas", (block as { baseFeePerGas?: unknown }).baseFeePerGas ?? "0x0");
  const priority = quantity("eth_maxPriorityFeePerGas", tip);
  return { maxFee: 2n * base + priority, priority };
}

/** What is asked may have risen since the first offer, and yet nobody pays more than so many times of it. */
const MOST_TIMES = 10n;

/** Does an offer stay within what a transaction is worth? */
export function isSensible(offer: Fees, now: Fees): boolean {
  const most = (fee: bigint): bigint => MOST_TIMES * larger(fee, 1_000_000_000n);
  return offer.maxFee <= most(now.maxFee) && offer.priority <= most(now.priority);
}

/** What it offers next, when it was not mined: a fifth more, which every node takes for a replacement, or what is asked now. */
export function bumped(before: Fees, now: Fees): Fees {
  const more = (fee: bigint): bigint => fee + fee / 5n + 1n;
  const priority = larger(more(before.priority), now.priority);
  return { maxFee: larger(larger(more(before.maxFee), now.maxFee), priority), priority };
}

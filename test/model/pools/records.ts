import type { Account, Token } from "../names.ts";
import type { Pair } from "../pair.ts";

export type State =
  | "Requested"
  | "Payable"
  | "Rejected"
  | "Cancelled"
  | "Active"
  | "Closed"
  | "Evicted"
  /** A refill that was paid by memo. */
  | "Refilled";

/** A reservation, and the pool that it becomes. */
export interface Deal {
  /** The pool that a refill by memo refills; 0: this is a pool of its own. */
  readonly refillOf: number;
  readonly farm: number;
  readonly tid: number;
  readonly version: number;
  readonly nodes: readonly number[];
  /** Those that both sides take. */
  readonly currencies: readonly Token[];
  /** The pool's token, from its first credit on. */
  readonly token?: Token | undefined;
  /** The first currency whose sum reached its quote, while the farm has not answered. */
  readonly reached?: Token | undefined;
  readonly amount: Pair;
  readonly upfront: bigint;
  readonly notice: bigint;
  readonly cap: Pair;
  /** Before the credit the last second to answer or to pay; of a pool the second from which it can be evicted, or 0. */
  readonly until: bigint;
  readonly state: State;
}

export interface PoolOffer {
  readonly tid: number;
  readonly by: Account;
}

/** What no contract keeps, and the laws speak of. */
export interface History {
  readonly credits: number;
  readonly bought: Pair;
  readonly drained: Pair;
  /** What was unconsumed when it ended. */
  readonly left: Pair;
  /** What the drained was worth when it drained, with 64 fractional bits. */
  readonly drainedWorth: bigint;
  readonly paid: bigint;
  readonly released: bigint;
  readonly brought: bigint;
  readonly returned: bigint;
}

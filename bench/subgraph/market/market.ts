import type { Wallet } from "ethers";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { PerUnit } from "../../../src/protocol/perUnit.ts";
import type { Place } from "./place.ts";

/** Somebody with a key; it signs offers and permits. Transactions need no signature here. */
export type Person = Wallet & { readonly address: Hex };

export interface Farm {
  readonly id: bigint;
  readonly tid: bigint;
  readonly owner: Person;
  readonly operator: Person;
  readonly upfrontBps: bigint;
  /** Base units per unit-month, by token. */
  readonly prices: Map<Hex, PerUnit<bigint>>;
  readonly nodes: { readonly id: bigint; retired: boolean; down: boolean }[];
  /** Tokens in which its payee has something to take. */
  readonly earned: Set<Hex>;
  readonly pools: Pool[];
  version: bigint;
  keys: number;
}

export interface Customer {
  readonly wallet: Person;
  readonly tid: bigint;
  epoch: bigint;
}

/** What was asked for and is not credited yet. */
export interface Reservation {
  readonly id: bigint;
  readonly termsHash: Hex;
  readonly farm: Farm;
  readonly customer: Customer;
  readonly token: Hex;
  readonly cap: PerUnit<bigint>;
  /** What is missing, in base units. */
  readonly due: bigint;
  /** The last second to answer, then to pay. */
  readonly until: number;
  /** Paid in part: refundable once it is over. */
  readonly hasPart: boolean;
  /** The pool to refill. */
  readonly target: Pool | undefined;
}

export interface Pool {
  readonly id: bigint;
  readonly farm: Farm;
  readonly token: Hex;
  readonly cap: PerUnit<bigint>;
  customer: Customer;
  isOver: boolean;
  /** Second of the last reading that was taken, with a draw. */
  drawsSince: number;
  /** From when it may be evicted, 0 = no notice. */
  evictableFrom: number;
  order: "none" | "waits" | "ran";
  offeredTo: Customer | undefined;
  isRated: boolean;
}

/** All that the next act needs to know. */
export interface Market {
  readonly place: Place;
  readonly farms: Farm[];
  readonly customers: Customer[];
  /** Ids of all reservations of new pools there ever were. */
  readonly asked: bigint[];
  readonly requested: Reservation[];
  readonly payable: Reservation[];
  /** Over, with a part of the money to be had back. */
  readonly over: Reservation[];
  /** All there ever were. */
  readonly pools: Pool[];
  nonce: bigint;
}

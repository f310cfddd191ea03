import type { Account } from "../names.ts";
import type { Pair } from "../pair.ts";

export interface Threebot {
  readonly owner: Account;
  readonly pending?: Account | undefined;
}

export interface Share {
  readonly payee: Account;
  readonly bps: bigint;
}

export interface Announcement {
  readonly shares: readonly Share[];
  readonly from: bigint;
}

export interface Farm {
  readonly owner: Account;
  readonly pending?: Account | undefined;
  readonly tid: number;
  readonly operator: Account;
  readonly signerEpoch: number;
  readonly version: number;
  readonly upfront: bigint;
  readonly notice: bigint;
  readonly minOffer: bigint;
  /** The share table now in force. */
  readonly table: number;
}

/** A price from a version on. */
export interface PriceEntry {
  readonly version: number;
  readonly price: Pair;
  readonly listed: boolean;
}

export interface PriceChange {
  readonly token: string;
  readonly price: Pair;
  readonly listed: boolean;
}

export interface FarmNode {
  readonly farm: number;
  readonly retired: boolean;
}

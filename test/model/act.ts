import type { Account, Guard, Token } from "./names.ts";
import type { Pair } from "./pair.ts";
import type { Offer, Signature } from "./pools/offer.ts";
import type { Reading } from "./pools/report.ts";
import type { Terms } from "./pools/reserve.ts";
import type { FarmSetup } from "./registry/farms.ts";
import type { PriceChange, Share } from "./registry/records.ts";

/** What each entry point is told, besides who calls. */
interface Arguments {
  register: object;
  transferTid: { tid: number; to: Account };
  acceptTid: { tid: number };
  createFarm: { setup: FarmSetup };
  transferFarm: { farm: number; to: Account };
  acceptFarm: { farm: number; tid: number; operator: Account };
  setFarmTid: { farm: number; tid: number };
  setOperator: { farm: number; operator: Account };
  setMinOffer: { farm: number; minOffer: bigint };
  setTerms: { farm: number; upfront: bigint; notice: bigint; changes: readonly PriceChange[] };
  announceShares: { farm: number; shares: readonly Share[] };
  applyShares: { farm: number; shares: readonly Share[] };
  addNode: { farm: number };
  retireNode: { node: number };
  relistNode: { node: number };

  reserve: { terms: Terms; tid: number; epoch: bigint };
  reserveRefill: { poolId: number; amount: Pair };
  accept: { id: number; guard: Guard };
  reject: { id: number; guard: Guard };
  cancel: { id: number };
  pay: { memo: string; token: Token; amount: bigint; guard: Guard; value: bigint };
  payFor: { id: number; token: Token; amount: bigint; beneficiary: Account; guard: Guard; value: bigint };
  transferAndCall: { token: Token; amount: bigint; memo: string };
  payNative: { memo: string; value: bigint };
  refund: { id: number; token: Token; to: Account };
  buy: { offer: Offer; tid: number; nodes: readonly number[]; signature: Signature; value: bigint };
  refill: { poolId: number; amount: Pair; maxCost: Pair; value: bigint };
  cancelNonces: { word: bigint; mask: bigint };
  report: { farm: number; readings: readonly Reading[] };
  cap: { poolId: number; cap: Pair };
  capBySignature: { poolId: number; cap: Pair; nonce: bigint; deadline: bigint; signedBy: Account };
  withdraw: { farm: number; token: Token; tables: readonly number[]; to: Account };
  close: { poolId: number; to: Account };
  announceEviction: { poolId: number };
  withdrawEviction: { poolId: number };
  evict: { poolId: number; value: bigint };
  withdrawOwed: { token: Token; to: Account };
  offerPool: { poolId: number; tid: number };
  acceptPool: { poolId: number };
  /** Tokens that come by a bare transfer, unasked. */
  donate: { token: Token; amount: bigint };
}

export type Kind = keyof Arguments;

export type ActOf<K extends Kind> = { readonly do: K; readonly by: Account } & Readonly<Arguments[K]>;

/** One act as plain data: it can be done to the model and to the contracts alike. */
export type Act = { [K in Kind]: ActOf<K> }[Kind];

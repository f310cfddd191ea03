import { COST_END, WHOLE } from "../bounds.ts";
import { costOf, demandAmount } from "../cost.ts";
import type { Account, Token } from "../names.ts";
import { ceilDiv, UNITS, type Pair } from "../pair.ts";
import { demand, Refused } from "../refused.ts";
import { farmOf } from "../registry/lookups.ts";
import { listedPrice } from "../registry/terms.ts";
import { key, type World } from "../world.ts";

export interface Offer {
  readonly farm: number;
  /** 0: whoever takes it. */
  readonly tid: number;
  /** 0: a new pool. */
  readonly poolId: number;
  readonly amount: Pair;
  /** Those whose hash is signed. */
  readonly nodes: readonly number[];
  readonly cap: Pair;
  readonly token: Token;
  readonly price: Pair;
  readonly upfront: bigint;
  readonly notice: bigint;
  readonly nonce: bigint;
  readonly signerEpoch: number;
  readonly deadline: bigint;
}

export interface Signature {
  /** In whose name it is handed in. */
  readonly signer: Account;
  /** Who made it; anyone else's than the signer's is forged. */
  readonly by: Account;
}

/** Spends the nonce of a signed message that is in time and genuine. */
export function spend(world: World, signature: Signature, nonce: bigint, deadline: bigint, now: bigint): void {
  demand(now <= deadline, "DeadlinePassed");
  demand(signature.by === signature.signer, "BadSignature");
  demand(!world.nonces.has(key(signature.signer, nonce)), "NonceUsed");
  world.nonces.set(key(signature.signer, nonce), true);
}

export function cancelNonces(world: World, by: Account, word: bigint, mask: bigint): void {
  for (let bit = 0n; bit < 256n; bit++) {
    if (((mask >> bit) & 1n) === 1n) world.nonces.set(key(by, word * 256n + bit), true);
  }
}

/** The owner may sign anything, the operator what keeps the farm's floor, for each unit. */
export function demandOffer(world: World, offer: Offer, signer: Account): void {
  demandAmount(offer.amount);
  const farm = farmOf(world, offer.farm);
  demand(offer.signerEpoch === farm.signerEpoch, "OfferVoid");
  for (const unit of UNITS) {
    demand(offer.price[unit] < COST_END, "PriceTooHigh");
    demand(offer.amount[unit] > 0n || offer.price[unit] === 0n, "PriceOfNothing");
  }
  if (signer === farm.owner) {
    demand(world.tokens.has(key(offer.farm, offer.token)), "UnknownToken");
    return;
  }
  demand(signer === farm.operator, "NotASignerOfTheFarm");
  if (offer.poolId === 0) demand(offer.upfront >= farm.upfront && offer.notice <= farm.notice, "HarderThanTerms");
  const price = listedPrice(world, offer.farm, offer.token, farm.version);
  if (price === undefined) throw new Refused("NotListed");
  const cost = costOf(offer.amount, price);
  for (const unit of UNITS) {
    demand(offer.price[unit] >= ceilDiv(cost[unit] * farm.minOffer, WHOLE), "BelowFloor");
  }
}

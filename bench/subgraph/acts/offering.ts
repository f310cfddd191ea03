import { MaxUint256 } from "ethers";
import { cost } from "../../../src/protocol/cost.ts";
import { granaryDomain, nodeIdsHash, type Offer, offerDigest } from "../../../src/protocol/eip712.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { PerUnit } from "../../../src/protocol/perUnit.ts";
import type { Farm, Market } from "../market/market.ts";
import type { Told } from "../market/place.ts";
import type { Act, Scene } from "./act.ts";
import { isRefillable, somePool } from "./pools.ts";
import { addPool, amount, noteIncome, only, reservationOf } from "./told.ts";

/** A pool by a signed offer, in one transaction. */
export const buy: Act = (scene) => {
  const { market, random } = scene;
  const [customer, farm] = [random.pick(market.customers), random.pick(market.farms)];
  if (customer === undefined || farm === undefined) return undefined;
  const { place } = market;
  const token = random.chance(80) ? place.addresses.dollar : place.coin;
  const { bought, cap } = amount(random);
  const nodeIds = random.chance(50) ? farm.nodes.filter(({ retired }) => !retired).map(({ id }) => id) : [];
  const offer = offerOf(scene, farm, token, bought, { poolId: 0n, customerTid: customer.tid, nodeIds, cap });
  return {
    calls: [taking(market, farm, customer.wallet.address, offer, nodeIds)],
    events: 2,
    after: (told) => {
      addPool(market, { id: only(told, "Credited").args["poolId"] as bigint, farm, customer, token, cap });
      noteIncome(farm, token, told);
    },
  };
};

/** A refill by a signed offer. */
export const buyRefill: Act = (scene) => {
  const pool = somePool(scene, isRefillable);
  if (pool === undefined) return undefined;
  const { farm, token, customer } = pool;
  const { bought } = amount(scene.random);
  const wanted = { poolId: pool.id, customerTid: customer.tid, nodeIds: [], cap: { cu: 0n, su: 0n } };
  const offer = offerOf(scene, farm, token, bought, wanted);
  const after = (told: readonly Told[]): void => noteIncome(farm, token, told);
  return { calls: [taking(scene.market, farm, customer.wallet.address, offer, [])], events: 2, after };
};

/** A refill at list price. */
export const refill: Act = (scene) => {
  const pool = somePool(scene, isRefillable);
  if (pool === undefined) return undefined;
  const { place } = scene.market;
  const { farm, token, customer } = pool;
  const { bought } = amount(scene.random);
  const { cu, su } = cost(bought, priceOf(farm, token));
  const asked = [pool.id, bought.cu, bought.su, MaxUint256, MaxUint256];
  const value = token === place.coin ? cu + su : 0n;
  return {
    calls: [place.call(customer.wallet.address, "pools", "refill", asked, value)],
    events: 1,
    after: (told) => noteIncome(farm, token, told),
  };
};

/** A refill that is paid by memo later. */
export const reserveRefill: Act = (scene) => {
  const pool = somePool(scene, isRefillable);
  if (pool === undefined) return undefined;
  const { market, random, now } = scene;
  const { farm, token, customer, cap } = pool;
  const { bought } = amount(random);
  const { cu, su } = cost(bought, priceOf(farm, token));
  return {
    calls: [market.place.call(customer.wallet.address, "pools", "reserveRefill", [pool.id, bought.cu, bought.su])],
    events: 1,
    after: (told) => {
      const asked = reservationOf(only(told, "RefillReserved"), now);
      market.payable.push({ ...asked, farm, customer, token, cap, due: cu + su, target: pool });
    },
  };
};

export const cancelNonces: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  if (farm === undefined) return undefined;
  // Far from those that offers use.
  const word = 2n ** 200n + random.between(0n, 2n ** 64n);
  return { calls: [market.place.call(farm.operator.address, "pools", "cancelNonces", [word, 5n])], events: 1 };
};

function priceOf(farm: Farm, token: Hex): PerUnit<bigint> {
  const price = farm.prices.get(token);
  if (price === undefined) throw new Error(`Farm ${farm.id} has no price in ${token}`);
  return price;
}

interface Wanted {
  readonly poolId: bigint;
  readonly customerTid: bigint;
  readonly nodeIds: readonly bigint[];
  readonly cap: PerUnit<bigint>;
}

/** An offer at list price. */
function offerOf({ market, now }: Scene, farm: Farm, token: Hex, bought: PerUnit<bigint>, wanted: Wanted): Offer {
  const { cu, su } = cost(bought, priceOf(farm, token));
  const { poolId, customerTid, nodeIds, cap } = wanted;
  return {
    ...{ farmId: farm.id, customerTid, poolId, cus: bought.cu, sus: bought.su, nodeIdsHash: nodeIdsHash(nodeIds) },
    ...{ cuCap: cap.cu, suCap: cap.su, token, cuAmount: cu, suAmount: su },
    ...{ upfrontBps: farm.upfrontBps, noticeDays: 1n, nonce: ++market.nonce, signerEpoch: 1n },
    deadline: BigInt(now + 120),
  };
}

function taking({ place }: Market, farm: Farm, from: Hex, offer: Offer, nodeIds: readonly bigint[]) {
  const domain = granaryDomain(place.chainId, place.addresses.pools);
  const { serialized } = farm.operator.signingKey.sign(offerDigest(domain, offer));
  const value = offer.token === place.coin ? offer.cuAmount + offer.suAmount : 0n;
  const asked = [offer, offer.customerTid, nodeIds, farm.operator.address, serialized];
  return place.call(from, "pools", "buy", asked, value);
}

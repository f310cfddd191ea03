import type { Account } from "../names.ts";
import { both, max, total, UNITS } from "../pair.ts";
import { demand } from "../refused.ts";
import { farmOf } from "../registry/lookups.ts";
import { demandNodes } from "../registry/nodes.ts";
import { demandTerms } from "../registry/terms.ts";
import { demandWallet, walletOf } from "../registry/threebots.ts";
import { take } from "../tokens.ts";
import type { World } from "../world.ts";
import { demandCaps, poolOf, underNotice } from "./deals.ts";
import { addTo } from "./due.ts";
import { demandOffer, spend, type Offer, type Signature } from "./offer.ts";
import { demandFreeOnlyByOwner, nextId } from "./reserve.ts";

/** Everything in one act: a farm's signed offer is taken, paid and credited. */
export function buy(
  world: World,
  by: Account,
  offer: Offer,
  tid: number,
  nodes: readonly number[],
  signature: Signature,
  value: bigint,
  now: bigint,
): void {
  demand(offer.tid === 0 || offer.tid === tid, "OfferOfAnother");
  demand(String(nodes) === String(offer.nodes), "NodesDiffer");
  demandNodes(world, offer.farm, nodes);
  demandOffer(world, offer, signature.signer);
  spend(world, signature, offer.nonce, offer.deadline, now);
  const id = offer.poolId === 0 ? open(world, by, offer, tid) : offer.poolId;
  if (offer.poolId !== 0) enlarge(world, by, offer, tid, now);
  addTo(world, id, offer.amount, offer.price, now);
  take(world, offer.token, by, total(offer.price), value);
}

function open(world: World, by: Account, offer: Offer, tid: number): number {
  demandWallet(world, by, tid);
  demandCaps(offer.amount, offer.cap);
  demandTerms(offer.upfront, offer.notice);
  const farm = farmOf(world, offer.farm);
  const id = nextId(world);
  world.deals.set(id, {
    refillOf: 0,
    farm: offer.farm,
    tid,
    version: farm.version,
    nodes: offer.nodes,
    currencies: [],
    token: offer.token,
    amount: offer.amount,
    upfront: offer.upfront,
    notice: offer.notice,
    cap: offer.cap,
    until: 0n,
    state: "Active",
  });
  return id;
}

/** An offer of a refill changes balances, and may raise caps, if the owner himself takes it. */
function enlarge(world: World, by: Account, offer: Offer, tid: number, now: bigint): void {
  const pool = poolOf(world, offer.poolId);
  demand(pool.farm === offer.farm && pool.token === offer.token && pool.tid === tid, "OfferOfAnotherPool");
  demand(!underNotice(pool, now), "UnderNotice");
  demandFreeOnlyByOwner(world, by, tid, offer.amount, offer.price);
  const raises = UNITS.some((unit) => offer.cap[unit] > pool.cap[unit]);
  demand(!raises || walletOf(world, tid) === by, "RaisedByAnother");
  world.deals.set(offer.poolId, { ...pool, cap: both((unit) => max(offer.cap[unit], pool.cap[unit])) });
}

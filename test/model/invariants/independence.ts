import type { Act, Kind } from "../act.ts";
import { apply } from "../apply.ts";
import { isPool } from "../pools/deals.ts";
import { walletOf } from "../registry/threebots.ts";
import type { World } from "../world.ts";
import { hold } from "./law.ts";

/** What a party does for himself, and what no other may therefore stand in the way of. Not here is what may be done
 * only once, by whoever is first: completing a payment and with it the reservation, putting announced shares in force. */
const OWN: readonly Kind[] = [
  "transferTid",
  "setTerms",
  "setOperator",
  "setMinOffer",
  "announceShares",
  "addNode",
  "retireNode",
  "relistNode",
  "reserve",
  "accept",
  "reject",
  "report",
  "cap",
  "withdraw",
  "close",
  "announceEviction",
  "withdrawEviction",
  "withdrawOwed",
  "offerPool",
  "refund",
];

/** By these someone else becomes the owner: at the wish of the one who was. */
const TAKING: readonly Kind[] = ["acceptTid", "acceptPool", "acceptFarm"];

/** 10: what a party can do now he can still do after whatever others did in the same second. */
export function independent(world: World, act: Act, others: readonly Act[], now: bigint): void {
  if (!OWN.includes(act.do) || !apply(world, act, now).ok) return;
  const concerned = concernedBy(world, act);
  let disturbed = world;
  for (const other of others) {
    if (concerned.has(other.by) || TAKING.includes(other.do)) continue;
    if (other.do === "capBySignature" && concerned.has(other.signedBy)) continue;
    if (other.do === "buy" && concerned.has(other.signature.by)) continue;
    const outcome = apply(disturbed, other, now);
    if (outcome.ok) disturbed = outcome.world;
  }
  const still = apply(disturbed, act, now);
  hold(still.ok, "10: others cannot stand in the way", act.do, still.ok || still.error);
}

/** The actor, the owners of the pools, and the farms that the act is about. */
function concernedBy(world: World, act: Act): ReadonlySet<string> {
  const concerned = new Set<string>([act.by]);
  const ids = "poolId" in act ? [act.poolId] : "id" in act ? [act.id] : [];
  const farms = "farm" in act ? [act.farm] : act.do === "reserve" ? [act.terms.farm] : [];
  for (const id of ids) {
    const deal = world.deals.get(id);
    if (deal === undefined) continue;
    farms.push(deal.farm);
    concerned.add(walletOf(world, deal.tid) ?? act.by);
    if (isPool(deal)) concerned.add(world.offered.get(id)?.by ?? act.by);
  }
  for (const id of farms) {
    concerned.add(world.farms.get(id)?.owner ?? act.by);
    concerned.add(world.farms.get(id)?.operator ?? act.by);
  }
  return concerned;
}

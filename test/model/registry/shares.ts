import { MAX_PAYEES, WEEK, WHOLE } from "../bounds.ts";
import { NOBODY, type Account } from "../names.ts";
import { demand, Refused } from "../refused.ts";
import { key, type World } from "../world.ts";
import { farmOf, farmOwnedBy } from "./lookups.ts";
import type { Share } from "./records.ts";

export function demandShares(shares: readonly Share[]): void {
  demand(shares.length <= MAX_PAYEES, "TooManyPayees");
  demand(new Set(shares.map((share) => share.payee)).size === shares.length, "PayeeTwice");
  demand(!shares.some((share) => share.payee === NOBODY || share.bps === 0n), "EmptyShare");
  demand(shares.reduce((all, share) => all + share.bps, 0n) === WHOLE, "SharesAreNotAWhole");
}

/** An empty list takes the announcement back. */
export function announceShares(world: World, by: Account, farm: number, shares: readonly Share[], now: bigint): void {
  farmOwnedBy(world, by, farm);
  if (shares.length === 0) {
    demand(world.announced.delete(farm), "NothingAnnounced");
    return;
  }
  demandShares(shares);
  world.announced.set(farm, { shares, from: now + WEEK });
}

export function applyShares(world: World, farmId: number, shares: readonly Share[], now: bigint): void {
  const farm = farmOf(world, farmId);
  const announced = world.announced.get(farmId);
  if (announced === undefined || !sameShares(announced.shares, shares)) throw new Refused("NotAnnounced");
  demand(now >= announced.from, "TooEarly");
  const table = farm.table + 1;
  world.farms.set(farmId, { ...farm, table });
  world.shares.set(key(farmId, table), shares);
  world.announced.delete(farmId);
}

export function shareOf(world: World, farm: number, table: number, payee: Account): bigint {
  return world.shares.get(key(farm, table))?.find((share) => share.payee === payee)?.bps ?? 0n;
}

function sameShares(a: readonly Share[], b: readonly Share[]): boolean {
  return a.length === b.length && a.every((share, at) => share.payee === b[at]?.payee && share.bps === b[at].bps);
}

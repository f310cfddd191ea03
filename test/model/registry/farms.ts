import { WHOLE } from "../bounds.ts";
import { NOBODY, type Account } from "../names.ts";
import { demand } from "../refused.ts";
import { key, type World } from "../world.ts";
import { farmOf, farmOwnedBy } from "./lookups.ts";
import type { PriceChange, Share } from "./records.ts";
import { demandShares } from "./shares.ts";
import { changePrices, demandTerms } from "./terms.ts";
import { demandWallet } from "./threebots.ts";

export interface FarmSetup {
  readonly tid: number;
  readonly operator: Account;
  readonly upfront: bigint;
  readonly notice: bigint;
  readonly minOffer: bigint;
  readonly prices: readonly PriceChange[];
  readonly shares: readonly Share[];
}

export function createFarm(world: World, by: Account, setup: FarmSetup): void {
  demandWallet(world, by, setup.tid);
  demandTerms(setup.upfront, setup.notice);
  demand(setup.minOffer <= WHOLE, "TooManyBps");
  demandShares(setup.shares);
  const id = world.farms.size + 1;
  world.farms.set(id, {
    owner: by,
    tid: setup.tid,
    operator: setup.operator,
    signerEpoch: 1,
    version: 1,
    upfront: setup.upfront,
    notice: setup.notice,
    minOffer: setup.minOffer,
    table: 0,
  });
  world.shares.set(key(id, 0), setup.shares);
  changePrices(world, id, 1, setup.prices);
}

export function transferFarm(world: World, by: Account, id: number, to: Account): void {
  const farm = farmOwnedBy(world, by, id);
  world.farms.set(id, { ...farm, pending: to === NOBODY ? undefined : to });
}

/** The taker brings his own people, and nothing that the giver prepared is in the way: no share table that waits, no
 * floor below the list price. */
export function acceptFarm(world: World, by: Account, id: number, tid: number, operator: Account): void {
  const farm = farmOf(world, id);
  demand(farm.pending === by, "NotOffered");
  demandWallet(world, by, tid);
  const taken = { owner: by, pending: undefined, tid, operator, minOffer: WHOLE, signerEpoch: farm.signerEpoch + 1 };
  world.farms.set(id, { ...farm, ...taken });
  world.announced.delete(id);
}

export function setFarmTid(world: World, by: Account, id: number, tid: number): void {
  const farm = farmOwnedBy(world, by, id);
  demandWallet(world, by, tid);
  world.farms.set(id, { ...farm, tid });
}

export function setOperator(world: World, by: Account, id: number, operator: Account): void {
  const farm = farmOwnedBy(world, by, id);
  world.farms.set(id, { ...farm, operator, signerEpoch: farm.signerEpoch + 1 });
}

export function setMinOffer(world: World, by: Account, id: number, minOffer: bigint): void {
  const farm = farmOwnedBy(world, by, id);
  demand(minOffer <= WHOLE, "TooManyBps");
  world.farms.set(id, { ...farm, minOffer });
}

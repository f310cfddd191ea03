import type { Account } from "../names.ts";
import { demand, Refused } from "../refused.ts";
import { demandWallet, walletOf } from "../registry/threebots.ts";
import type { World } from "../world.ts";
import { poolOf, poolOwnedBy } from "./deals.ts";

/** To threebot 0: takes the offer back. */
export function offerPool(world: World, by: Account, poolId: number, tid: number): void {
  poolOwnedBy(world, by, poolId);
  if (tid === 0) world.offered.delete(poolId);
  else world.offered.set(poolId, { tid, by });
}

/** The taker comes too late if the wallet that offered no longer owns the pool. */
export function acceptPool(world: World, by: Account, poolId: number): void {
  const pool = poolOf(world, poolId);
  const offer = world.offered.get(poolId);
  if (offer === undefined) throw new Refused("NotOffered");
  demandWallet(world, by, offer.tid);
  demand(walletOf(world, pool.tid) === offer.by, "OfferedByAnother");
  world.offered.delete(poolId);
  world.deals.set(poolId, { ...pool, tid: offer.tid });
}

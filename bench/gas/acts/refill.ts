import { ZeroAddress } from "ethers";
import type { World } from "../world.ts";
import { CU_COST, CUS, SU_COST, SUS } from "./buy.ts";

export interface RefillOptions {
  readonly token?: string;
  readonly sus?: bigint;
}

/** Refills a pool at list price; returns the gas. */
export function refill(world: World, poolId: bigint, options: RefillOptions = {}): Promise<bigint> {
  const { chain, pools, customer } = world;
  const { sus = SUS, token = world.plainAddress } = options;
  const value = token === ZeroAddress ? CU_COST + SU_COST : 0n;
  return chain.gasOf(() => pools.connect(customer).refill(poolId, CUS, sus, CU_COST, SU_COST, { value }));
}

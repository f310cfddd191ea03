import type { World } from "../world.ts";

/** The owner closes a pool and takes the rest of its escrow; returns the gas. */
export function close(world: World, poolId: bigint): Promise<bigint> {
  const { chain, pools, customer } = world;
  return chain.gasOf(() => pools.connect(customer).close(poolId, customer.address));
}

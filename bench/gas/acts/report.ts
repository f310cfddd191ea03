import { FARM, type World } from "../world.ts";

/** What a pool draws: half of its caps, or as given. */
export interface Draw {
  readonly cuRate: bigint;
  readonly suRate: bigint;
}

export const LOW: Draw = { cuRate: 500n, suRate: 250n };
export const HIGH: Draw = { cuRate: 1000n, suRate: 500n };

/** Reports one draw for each of the pools; returns the gas. */
export function report(world: World, poolIds: readonly bigint[], draw: Draw, farmId = FARM): Promise<bigint> {
  const { chain, pools, operator } = world;
  const since = chain.now() - 60n;
  const readings = poolIds.map((poolId) => ({ poolId, ...draw, since }));
  return chain.gasOf(() => pools.connect(operator).report(farmId, readings));
}

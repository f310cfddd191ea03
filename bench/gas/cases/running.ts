import { type BuyOptions, openPool } from "../acts/buy.ts";
import { LOW, report } from "../acts/report.ts";
import { NEXT_NONCE } from "../history.ts";
import { FARM, type World } from "../world.ts";

const HOUR = 3600n;

/** Opens a pool, has it drain for an hour; returns its id. */
export async function runningPool(world: World, options: Partial<BuyOptions> = {}): Promise<bigint> {
  const poolId = await openPool(world, { nonce: NEXT_NONCE, ...options });
  await report(world, [poolId], LOW, options.farmId ?? FARM);
  world.chain.wait(HOUR);
  return poolId;
}

/** Opens a pool that nothing draws from; returns its id. */
export function idlePool(world: World): Promise<bigint> {
  return openPool(world, { nonce: NEXT_NONCE });
}

/** Opens a pool that is bought for a minute and has run dry; returns its id. */
export async function emptyPool(world: World): Promise<bigint> {
  const poolId = await openPool(world, { nonce: NEXT_NONCE, cus: 60n, sus: 60n });
  await report(world, [poolId], LOW);
  world.chain.wait(HOUR);
  return poolId;
}

import type { Act } from "../act.ts";
import { isPool, type Pool } from "../pools/deals.ts";
import type { Deal } from "../pools/records.ts";
import { walletOf } from "../registry/threebots.ts";
import type { World } from "../world.ts";
import { ACCOUNTS } from "./cast.ts";
import type { Random } from "./random.ts";

/** Where the next act is thought up. */
export interface Scene {
  readonly world: World;
  readonly now: bigint;
  readonly random: Random;
}

/** Thinks of an act, if the scene has what it takes. */
export type Maker = (scene: Scene) => Act | undefined;

export function anyone({ random }: Scene): string {
  return random.pick(ACCOUNTS);
}

export function somePool({ world, random }: Scene): readonly [number, Pool] | undefined {
  return random.pick([...world.deals].filter((entry): entry is [number, Pool] => isPool(entry[1])));
}

export function someDeal({ world, random }: Scene, fits: (deal: Deal) => boolean): readonly [number, Deal] | undefined {
  return random.pick([...world.deals].filter(([, deal]) => fits(deal)));
}

export function someTid({ world, random }: Scene): number {
  return 1 + random.below(world.threebots.size);
}

export function someFarm({ world, random }: Scene): number {
  return 1 + random.below(world.farms.size);
}

export function ownerOf({ world }: Scene, tid: number): string {
  return walletOf(world, tid) ?? "mallory";
}

import { NOBODY, type Account } from "../names.ts";
import { demand } from "../refused.ts";
import type { World } from "../world.ts";

export function walletOf(world: World, tid: number): Account | undefined {
  return world.threebots.get(tid)?.owner;
}

export function demandWallet(world: World, by: Account, tid: number): void {
  demand(walletOf(world, tid) === by, "NotTheThreebotsWallet");
}

export function register(world: World, by: Account): void {
  world.threebots.set(world.threebots.size + 1, { owner: by });
}

export function transferTid(world: World, by: Account, tid: number, to: Account): void {
  demandWallet(world, by, tid);
  world.threebots.set(tid, { owner: by, pending: to === NOBODY ? undefined : to });
}

export function acceptTid(world: World, by: Account, tid: number): void {
  demand(world.threebots.get(tid)?.pending === by, "NotOffered");
  world.threebots.set(tid, { owner: by });
}

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { FARM, type World } from "../world.ts";

export interface WithdrawOptions {
  readonly farmId?: bigint;
  readonly to?: string;
}

/** A payee takes all that a farm owes him in the plain token; returns the gas. */
export function withdraw(world: World, payee: HardhatEthersSigner, options: WithdrawOptions = {}): Promise<bigint> {
  const { chain, pools, plainAddress } = world;
  const { farmId = FARM, to = payee.address } = options;
  return chain.gasOf(() => pools.connect(payee).withdraw(farmId, plainAddress, 0n, to));
}

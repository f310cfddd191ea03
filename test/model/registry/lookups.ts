import type { Account } from "../names.ts";
import { demand, Refused } from "../refused.ts";
import type { World } from "../world.ts";
import type { Farm } from "./records.ts";

export function farmOf(world: World, id: number): Farm {
  const farm = world.farms.get(id);
  if (farm === undefined) throw new Refused("NoSuchFarm");
  return farm;
}

export function farmOwnedBy(world: World, by: Account, id: number): Farm {
  const farm = farmOf(world, id);
  demand(farm.owner === by, "NotFarmOwner");
  return farm;
}

export function demandOperator(world: World, by: Account, id: number): void {
  demand(farmOf(world, id).operator === by, "NotOperator");
}

import { MAX_NODES } from "../bounds.ts";
import type { Account } from "../names.ts";
import { demand, Refused } from "../refused.ts";
import type { World } from "../world.ts";
import { farmOwnedBy } from "./lookups.ts";

export function addNode(world: World, by: Account, farm: number): void {
  farmOwnedBy(world, by, farm);
  world.nodes.set(world.nodes.size + 1, { farm, retired: false });
}

export function retireNode(world: World, by: Account, id: number): void {
  setRetired(world, by, id, true);
}

export function relistNode(world: World, by: Account, id: number): void {
  setRetired(world, by, id, false);
}

function setRetired(world: World, by: Account, id: number, retired: boolean): void {
  const node = world.nodes.get(id);
  if (node === undefined) throw new Refused("NoSuchNode");
  farmOwnedBy(world, by, node.farm);
  demand(node.retired !== retired, retired ? "AlreadyRetired" : "NotRetired");
  world.nodes.set(id, { ...node, retired });
}

/** What a new pool may name: the farm's nodes, strictly ascending, none retired. */
export function demandNodes(world: World, farm: number, ids: readonly number[]): void {
  demand(ids.length <= MAX_NODES, "TooManyNodes");
  ids.forEach((id, at) => {
    demand(at === 0 || id > (ids[at - 1] ?? 0), "NodesNotAscending");
    const node = world.nodes.get(id);
    demand(node?.farm === farm && !node.retired, "NodeNotOnOffer");
  });
}

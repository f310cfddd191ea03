import { BigInt } from "@graphprotocol/graph-ts";
import { Farm, Node } from "../../generated/schema";
import { shareOf } from "../rule/share";

// Uptime is counted up to the last event that changed it: a client adds what passed since, if it wants.

/** Counts the farm's seconds as its nodes stood until now. Call it before they change. */
export function countFarm(farm: Farm, second: i64): void {
  const passed = second - farm.uptimeAt;
  farm.nodeSeconds = farm.nodeSeconds.plus(BigInt.fromI64(passed * farm.nodesListed));
  farm.downSeconds = farm.downSeconds.plus(BigInt.fromI64(passed * farm.nodesDown));
  farm.uptimeAt = second;
  farm.uptime = shareOf(farm.nodeSeconds.minus(farm.downSeconds), farm.nodeSeconds);
}

/** Counts the node's seconds as it stood until now. Off the market nothing counts. */
export function countNode(node: Node, second: i64): void {
  const passed = second - node.uptimeAt;
  node.uptimeAt = second;
  if (node.retired) return;
  node.listedSeconds = node.listedSeconds + passed;
  if (node.down) node.downSeconds = node.downSeconds + passed;
  const listed = BigInt.fromI64(node.listedSeconds);
  node.uptime = shareOf(listed.minus(BigInt.fromI64(node.downSeconds)), listed);
}

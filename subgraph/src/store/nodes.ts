import { Bytes } from "@graphprotocol/graph-ts";
import { Farm, Node } from "../../generated/schema";
import { cuOf, suOf } from "../rule/capacity";
import { NodeInfo } from "../rule/inputs";
import { At } from "../unpack/at";
import { farmAt } from "./farms";
import { loadGrid } from "./grid";
import { saveFarm } from "./holds";
import { missing } from "./missing";
import { countFarm, countNode } from "./uptime";

export function loadNode(nodeId: i64): Node {
  const node = Node.load(nodeId);
  if (node === null) missing("node", nodeId.toString());
  return node!;
}

export function addNode(
  at: At,
  nodeId: i64,
  farmId: i64,
  key: Bytes,
  contributor: i64,
  info: NodeInfo,
  proof: Bytes,
): void {
  const farm = farmAt(farmId, at.second);
  countFarm(farm, at.second);
  const node = new Node(nodeId);
  node.farm = farmId;
  node.key = key;
  node.proof = proof;
  node.createdAt = at.second;
  node.retired = false;
  node.down = false;
  node.outages = 0;
  node.listedSeconds = 0;
  node.downSeconds = 0;
  node.uptimeAt = at.second;
  node.cu = 0;
  node.su = 0;
  describe(node, contributor, info);
  node.save();

  farm.nodeCount = farm.nodeCount + 1;
  farm.nodesListed = farm.nodesListed + 1;
  addCapacity(farm, node.cu, node.su);
  saveFarm(farm);

  const grid = loadGrid();
  grid.nodes = grid.nodes + 1;
  grid.save();
}

export function describeNode(at: At, nodeId: i64, contributor: i64, info: NodeInfo): i64 {
  const node = loadNode(nodeId);
  const cuBefore = node.cu;
  const suBefore = node.su;
  describe(node, contributor, info);
  node.save();
  if (!node.retired) {
    const farm = farmAt(node.farm, at.second);
    addCapacity(farm, node.cu - cuBefore, node.su - suBefore);
    saveFarm(farm);
  }
  return node.farm;
}

export function rekeyNode(nodeId: i64, key: Bytes, proof: Bytes): i64 {
  const node = loadNode(nodeId);
  node.key = key;
  node.proof = proof;
  node.save();
  return node.farm;
}

/** Takes the node off the market, or back onto it. */
export function retireNode(at: At, nodeId: i64, retired: boolean): void {
  const node = loadNode(nodeId);
  const farm = farmAt(node.farm, at.second);
  countFarm(farm, at.second);
  countNode(node, at.second);
  const sign = retired ? -1 : 1;
  farm.nodesListed = farm.nodesListed + sign;
  if (node.down) farm.nodesDown = farm.nodesDown + sign;
  addCapacity(farm, sign * node.cu, sign * node.su);
  node.retired = retired;
  node.save();
  saveFarm(farm);
}

/** A node that is named as down and as up is up: it went down and came back. Saying what is known changes nothing. */
export function reportNodes(at: At, farmId: i64, down: i64[], up: i64[]): void {
  const farm = farmAt(farmId, at.second);
  countFarm(farm, at.second);
  for (let i = 0; i < down.length; i++) setDown(at, farm, down[i], true);
  for (let i = 0; i < up.length; i++) setDown(at, farm, up[i], false);
  saveFarm(farm);
}

function setDown(at: At, farm: Farm, nodeId: i64, down: boolean): void {
  const node = loadNode(nodeId);
  countNode(node, at.second);
  if (node.down != down) {
    node.down = down;
    if (down) {
      node.downSince = at.second;
      node.outages = node.outages + 1;
    } else {
      node.unset("downSince");
    }
    if (!node.retired) farm.nodesDown = farm.nodesDown + (down ? 1 : -1);
  }
  node.save();
}

function describe(node: Node, contributor: i64, info: NodeInfo): void {
  node.contributor = contributor;
  node.cru = info.cru;
  node.mru = info.mru;
  node.sru = info.sru;
  node.hru = info.hru;
  node.cu = cuOf(info.cru, info.mru);
  node.su = suOf(info.sru, info.hru);
  node.country = info.country;
  node.city = info.city;
  node.ipv4s = info.ipv4s;
  node.ipv4Count = info.ipv4s.length;
}

function addCapacity(farm: Farm, cu: i64, su: i64): void {
  farm.cuCapacity = farm.cuCapacity + cu;
  farm.suCapacity = farm.suCapacity + su;
  const grid = loadGrid();
  grid.cuCapacity = grid.cuCapacity + cu;
  grid.suCapacity = grid.suCapacity + su;
  grid.save();
}

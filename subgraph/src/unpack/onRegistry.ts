import { Bytes } from "@graphprotocol/graph-ts";
import { FarmSetup, NodeInfo, Shares } from "../rule/inputs";
import { foundFarm } from "../store/farms";
import { addNode, describeNode } from "../store/nodes";
import { Concerns, keep, keepOfFarm, keepOfNode } from "../store/records";
import { announceShares, applyShares } from "../store/shares";
import { At } from "./at";

// What events with structs do, once these are taken apart.

export function onFarmCreated(at: At, farmId: i64, owner: Bytes, setup: FarmSetup): void {
  foundFarm(at, farmId, owner, setup);
  const concerns = new Concerns();
  concerns.farm = farmId;
  concerns.threebot = setup.tid;
  keep(at, concerns);
}

export function onSharesAnnounced(at: At, farmId: i64, shares: Shares, applicableFrom: i64): void {
  announceShares(at, farmId, shares, applicableFrom);
  keepOfFarm(at, farmId);
}

export function onSharesApplied(at: At, farmId: i64, table: i32, shares: Shares): void {
  applyShares(at, farmId, table, shares);
  keepOfFarm(at, farmId);
}

export function onNodeAdded(
  at: At,
  nodeId: i64,
  farmId: i64,
  key: Bytes,
  contributor: i64,
  info: NodeInfo,
  proof: Bytes,
): void {
  addNode(at, nodeId, farmId, key, contributor, info, proof);
  keepOfNode(at, nodeId, farmId);
}

export function onNodeDescribed(at: At, nodeId: i64, contributor: i64, info: NodeInfo): void {
  const farmId = describeNode(at, nodeId, contributor, info);
  keepOfNode(at, nodeId, farmId);
}

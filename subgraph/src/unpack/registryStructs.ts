import {
  FarmCreated,
  NodeAdded,
  NodeAddedInfoStruct,
  NodeDescribed,
  NodeDescribedInfoStruct,
  SharesAnnounced,
  SharesApplied,
} from "../../generated/Registry/Registry";
import { FarmSetup, NodeInfo, Shares } from "../rule/inputs";
import { At } from "./at";
import { onFarmCreated, onNodeAdded, onNodeDescribed, onSharesAnnounced, onSharesApplied } from "./onRegistry";
import { countryOf, ipv4Of } from "../rule/text";

// Events of Registry that carry structs. Tests feed flat events instead (tests/flat/), because `gnd test` cannot encode
// structs: so here structs are only taken apart, and what follows is in onRegistry.ts.

export function handleFarmCreated(event: FarmCreated): void {
  const p = event.params;
  const setup = new FarmSetup();
  setup.tid = p.setup.tid.toI64();
  setup.operator = p.setup.operator;
  setup.upfrontBps = p.setup.upfrontBps;
  setup.noticeDays = p.setup.noticeDays;
  setup.minOfferBps = p.setup.minOfferBps;
  setup.name = p.setup.name;
  setup.endpoint = p.setup.endpoint;
  onFarmCreated(new At(event, "FarmCreated"), p.farmId.toI64(), p.owner, setup);
}

export function handleSharesAnnounced(event: SharesAnnounced): void {
  const p = event.params;
  const shares = new Shares();
  for (let i = 0; i < p.shares.length; i++) {
    shares.payees.push(p.shares[i].payee);
    shares.bps.push(p.shares[i].bps);
  }
  onSharesAnnounced(new At(event, "SharesAnnounced"), p.farmId.toI64(), shares, p.applicableFrom.toI64());
}

export function handleSharesApplied(event: SharesApplied): void {
  const p = event.params;
  const shares = new Shares();
  for (let i = 0; i < p.shares.length; i++) {
    shares.payees.push(p.shares[i].payee);
    shares.bps.push(p.shares[i].bps);
  }
  onSharesApplied(new At(event, "SharesApplied"), p.farmId.toI64(), p.table, shares);
}

export function handleNodeAdded(event: NodeAdded): void {
  const p = event.params;
  // The two structs are one in the contracts; their generated classes differ by name alone.
  const info = nodeInfo(changetype<NodeDescribedInfoStruct>(p.info));
  onNodeAdded(
    new At(event, "NodeAdded"),
    p.nodeId.toI64(),
    p.farmId.toI64(),
    p.key,
    p.contributorTid.toI64(),
    info,
    p.proof,
  );
}

export function handleNodeDescribed(event: NodeDescribed): void {
  const p = event.params;
  onNodeDescribed(new At(event, "NodeDescribed"), p.nodeId.toI64(), p.contributorTid.toI64(), nodeInfo(p.info));
}

function nodeInfo(struct: NodeDescribedInfoStruct): NodeInfo {
  const info = new NodeInfo();
  info.cru = struct.cru.toI64();
  info.mru = struct.mru.toI64();
  info.sru = struct.sru.toI64();
  info.hru = struct.hru.toI64();
  info.country = countryOf(struct.country);
  info.city = struct.city;
  const ipv4s = struct.ipv4s;
  for (let i = 0; i < ipv4s.length; i++) info.ipv4s.push(ipv4Of(ipv4s[i].toI64()));
  return info;
}

import {
  FarmDescribed,
  FarmTidChanged,
  FarmTransferred,
  FarmTransferStarted,
  KeyRotated,
  MinOfferChanged,
  NodeRekeyed,
  NodeRelisted,
  NodeRetired,
  NodesReported,
  OperatorChanged,
  PriceChanged,
  TermsChanged,
  ThreebotRegistered,
  TidTransferred,
  TidTransferStarted,
  TokenListed,
} from "../../generated/Registry/Registry";
import { describeFarm, offerFarm, setFarmTid, setMinOffer, setOperator, setTerms, transferFarm } from "../store/farms";
import { rekeyNode, reportNodes, retireNode } from "../store/nodes";
import { changePrice, listToken } from "../store/prices";
import { Concerns, keep, keepOfFarm, keepOfNode, keepOfThreebot } from "../store/records";
import { offerThreebot, registerThreebot, rotateKey, transferThreebot } from "../store/threebots";
import { At } from "./at";
import { numbersOf, orNull } from "./numbers";

// ── threebots ──

export function handleThreebotRegistered(event: ThreebotRegistered): void {
  const at = new At(event, "ThreebotRegistered");
  const p = event.params;
  registerThreebot(at, p.tid.toI64(), p.owner, p.key, p.proof);
  keepOfThreebot(at, p.tid.toI64());
}

export function handleKeyRotated(event: KeyRotated): void {
  const at = new At(event, "KeyRotated");
  const p = event.params;
  rotateKey(at, p.tid.toI64(), p.newKey, p.proof);
  keepOfThreebot(at, p.tid.toI64());
}

export function handleTidTransferStarted(event: TidTransferStarted): void {
  const p = event.params;
  offerThreebot(p.tid.toI64(), orNull(p.to));
  keepOfThreebot(new At(event, "TidTransferStarted"), p.tid.toI64());
}

export function handleTidTransferred(event: TidTransferred): void {
  const p = event.params;
  transferThreebot(p.tid.toI64(), p.to);
  keepOfThreebot(new At(event, "TidTransferred"), p.tid.toI64());
}

// ── farms ──

export function handleFarmDescribed(event: FarmDescribed): void {
  const at = new At(event, "FarmDescribed");
  const p = event.params;
  describeFarm(at, p.farmId.toI64(), p.name, p.endpoint);
  keepOfFarm(at, p.farmId.toI64());
}

export function handleFarmTransferStarted(event: FarmTransferStarted): void {
  const at = new At(event, "FarmTransferStarted");
  const p = event.params;
  offerFarm(at, p.farmId.toI64(), orNull(p.to));
  keepOfFarm(at, p.farmId.toI64());
}

export function handleFarmTransferred(event: FarmTransferred): void {
  const at = new At(event, "FarmTransferred");
  const p = event.params;
  transferFarm(at, p.farmId.toI64(), p.to, p.tid.toI64(), p.operator, p.signerEpoch.toI64());
  keepOfFarmAndThreebot(at, p.farmId.toI64(), p.tid.toI64());
}

export function handleFarmTidChanged(event: FarmTidChanged): void {
  const at = new At(event, "FarmTidChanged");
  const p = event.params;
  setFarmTid(at, p.farmId.toI64(), p.tid.toI64());
  keepOfFarmAndThreebot(at, p.farmId.toI64(), p.tid.toI64());
}

export function handleOperatorChanged(event: OperatorChanged): void {
  const at = new At(event, "OperatorChanged");
  const p = event.params;
  setOperator(at, p.farmId.toI64(), p.operator, p.signerEpoch.toI64());
  keepOfFarm(at, p.farmId.toI64());
}

export function handleMinOfferChanged(event: MinOfferChanged): void {
  const at = new At(event, "MinOfferChanged");
  const p = event.params;
  setMinOffer(at, p.farmId.toI64(), p.minOfferBps);
  keepOfFarm(at, p.farmId.toI64());
}

// ── terms ──

export function handleTermsChanged(event: TermsChanged): void {
  const at = new At(event, "TermsChanged");
  const p = event.params;
  setTerms(at, p.farmId.toI64(), p.version.toI64(), p.upfrontBps, p.noticeDays);
  keepOfFarm(at, p.farmId.toI64());
}

export function handleTokenListed(event: TokenListed): void {
  const at = new At(event, "TokenListed");
  const p = event.params;
  listToken(at, p.token, p.decimals, p.symbol, p.known);
  keepOfFarm(at, p.farmId.toI64());
}

export function handlePriceChanged(event: PriceChanged): void {
  const p = event.params;
  changePrice(p.farmId.toI64(), p.token, p.version.toI64(), p.tokenIndex, p.slot, p.cuPrice, p.suPrice);
  keepOfFarm(new At(event, "PriceChanged"), p.farmId.toI64());
}

// ── nodes ──

export function handleNodeRekeyed(event: NodeRekeyed): void {
  const p = event.params;
  const farmId = rekeyNode(p.nodeId.toI64(), p.key, p.proof);
  keepOfNode(new At(event, "NodeRekeyed"), p.nodeId.toI64(), farmId);
}

export function handleNodeRetired(event: NodeRetired): void {
  const at = new At(event, "NodeRetired");
  const p = event.params;
  retireNode(at, p.nodeId.toI64(), true);
  keepOfNode(at, p.nodeId.toI64(), p.farmId.toI64());
}

export function handleNodeRelisted(event: NodeRelisted): void {
  const at = new At(event, "NodeRelisted");
  const p = event.params;
  retireNode(at, p.nodeId.toI64(), false);
  keepOfNode(at, p.nodeId.toI64(), p.farmId.toI64());
}

export function handleNodesReported(event: NodesReported): void {
  const at = new At(event, "NodesReported");
  const p = event.params;
  reportNodes(at, p.farmId.toI64(), numbersOf(p.down), numbersOf(p.up));
  keepOfFarm(at, p.farmId.toI64());
}

function keepOfFarmAndThreebot(at: At, farm: i64, threebot: i64): void {
  const concerns = new Concerns();
  concerns.farm = farm;
  concerns.threebot = threebot;
  keep(at, concerns);
}

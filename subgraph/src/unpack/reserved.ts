import { Bytes } from "@graphprotocol/graph-ts";
import { Reserved } from "../../generated/Pools/Pools";
import { Request } from "../rule/inputs";
import { At } from "./at";
import { nodeIdsOf } from "./numbers";
import { onReserved } from "./onReserved";

// The event of Pools that carries a struct; see registryStructs.ts.

export function handleReserved(event: Reserved): void {
  const p = event.params;
  const terms = p.terms;
  const request = new Request();
  request.id = p.id.toI64();
  request.farmId = p.farmId.toI64();
  request.tid = p.tid.toI64();
  request.termsVersion = terms.termsVersion.toI64();
  request.cus = terms.cus.toI64();
  request.sus = terms.sus.toI64();
  request.nodeIds = nodeIdsOf(terms.nodeIds);
  request.currencies = changetype<Bytes[]>(terms.currencies);
  request.cuCap = terms.cuCap.toI64();
  request.suCap = terms.suCap.toI64();
  request.refundTo = terms.refundTo;
  request.signingRequestHash = terms.signingRequestHash;
  request.termsHash = p.termsHash;
  request.deadline = p.deadline.toI64();
  request.epoch = p.epoch;
  request.signature = p.signature;
  onReserved(new At(event, "Reserved"), request);
}

import { Bytes } from "@graphprotocol/graph-ts";
import { Reserved } from "../../generated/Pools/Pools";
import { Request } from "../rule/inputs";
import { At } from "./at";
import { nodeIdsOf } from "./numbers";
import { onReserved } from "./onReserved";

// Takes the place of src/unpack/reserved.ts in tests; see registryStructs.ts.

export function handleReserved(event: Reserved): void {
  const p = event.params;
  const request = new Request();
  request.id = p.id.toI64();
  request.farmId = p.farmId.toI64();
  request.tid = p.tid.toI64();
  request.termsVersion = p.terms_termsVersion.toI64();
  request.cus = p.terms_cus.toI64();
  request.sus = p.terms_sus.toI64();
  request.nodeIds = nodeIdsOf(p.terms_nodeIds);
  request.currencies = changetype<Bytes[]>(p.terms_currencies);
  request.cuCap = p.terms_cuCap.toI64();
  request.suCap = p.terms_suCap.toI64();
  request.refundTo = p.terms_refundTo;
  request.signingRequestHash = p.terms_signingRequestHash;
  request.termsHash = p.termsHash;
  request.deadline = p.deadline.toI64();
  request.epoch = p.epoch;
  request.signature = p.signature;
  onReserved(new At(event, "Reserved"), request);
}

import {
  FarmCreated,
  NodeAdded,
  NodeDescribed,
  SharesAnnounced,
  SharesApplied,
} from "../../generated/Registry/Registry";
import { FarmSetup, NodeInfo, Shares } from "../rule/inputs";
import { countryOf, ipv4Of } from "../rule/text";
import { At } from "./at";
import { onFarmCreated, onNodeAdded, onNodeDescribed, onSharesAnnounced, onSharesApplied } from "./onRegistry";
import { numbersOf } from "./numbers";

// Takes the place of src/unpack/registryStructs.ts in tests: `gnd test` cannot encode structs, so here their fields are
// parameters. Nothing but the taking apart differs.

export function handleFarmCreated(event: FarmCreated): void {
  const p = event.params;
  const setup = new FarmSetup();
  setup.tid = p.setup_tid.toI64();
  setup.operator = p.setup_operator;
  setup.upfrontBps = p.setup_upfrontBps;
  setup.noticeDays = p.setup_noticeDays;
  setup.minOfferBps = p.setup_minOfferBps;
  setup.name = p.setup_name;
  setup.endpoint = p.setup_endpoint;
  onFarmCreated(new At(event, "FarmCreated"), p.farmId.toI64(), p.owner, setup);
}

export function handleSharesAnnounced(event: SharesAnnounced): void {
  const p = event.params;
  const shares = new Shares();
  for (let i = 0; i < p.shares_payee.length; i++) {
    shares.payees.push(p.shares_payee[i]);
    shares.bps.push(p.shares_bps[i]);
  }
  onSharesAnnounced(new At(event, "SharesAnnounced"), p.farmId.toI64(), shares, p.applicableFrom.toI64());
}

export function handleSharesApplied(event: SharesApplied): void {
  const p = event.params;
  const shares = new Shares();
  for (let i = 0; i < p.shares_payee.length; i++) {
    shares.payees.push(p.shares_payee[i]);
    shares.bps.push(p.shares_bps[i]);
  }
  onSharesApplied(new At(event, "SharesApplied"), p.farmId.toI64(), p.table, shares);
}

export function handleNodeAdded(event: NodeAdded): void {
  const p = event.params;
  const info = new NodeInfo();
  info.cru = p.info_cru.toI64();
  info.mru = p.info_mru.toI64();
  info.sru = p.info_sru.toI64();
  info.hru = p.info_hru.toI64();
  info.country = countryOf(p.info_country);
  info.city = p.info_city;
  const ipv4s = numbersOf(p.info_ipv4s);
  for (let i = 0; i < ipv4s.length; i++) info.ipv4s.push(ipv4Of(ipv4s[i]));
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
  const info = new NodeInfo();
  info.cru = p.info_cru.toI64();
  info.mru = p.info_mru.toI64();
  info.sru = p.info_sru.toI64();
  info.hru = p.info_hru.toI64();
  info.country = countryOf(p.info_country);
  info.city = p.info_city;
  const ipv4s = numbersOf(p.info_ipv4s);
  for (let i = 0; i < ipv4s.length; i++) info.ipv4s.push(ipv4Of(ipv4s[i]));
  onNodeDescribed(new At(event, "NodeDescribed"), p.nodeId.toI64(), p.contributorTid.toI64(), info);
}

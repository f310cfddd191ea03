import { Payee, ShareTable } from "../../generated/schema";
import { Shares } from "../rule/inputs";
import { sharesHash } from "../rule/shares";
import { At } from "../unpack/at";
import { dropAnnouncement, farmAt } from "./farms";
import { saveFarm } from "./holds";
import { payeeId, shareTableId } from "./ids";

/** An empty list takes the announcement back. */
export function announceShares(at: At, farmId: i64, shares: Shares, applicableFrom: i64): void {
  const farm = farmAt(farmId, at.second);
  dropAnnouncement(farm);
  if (shares.payees.length > 0) {
    farm.announcedShares = sharesHash(shares.payees, shares.bps);
    farm.announcedPayees = shares.payees;
    farm.announcedBps = shares.bps;
    farm.sharesApplicableFrom = applicableFrom;
  }
  saveFarm(farm);
}

/** Table 0 comes with the farm, later ones were announced. */
export function applyShares(at: At, farmId: i64, number: i32, shares: Shares): void {
  const farm = farmAt(farmId, at.second);
  farm.shareTable = number;
  dropAnnouncement(farm);
  saveFarm(farm);

  const table = new ShareTable(shareTableId(farmId, number));
  table.farm = farmId;
  table.number = number;
  table.appliedAt = at.second;
  table.save();
  for (let i = 0; i < shares.payees.length; i++) {
    const payee = new Payee(payeeId(farmId, number, shares.payees[i]));
    payee.table = table.id;
    payee.payee = shares.payees[i];
    payee.bps = shares.bps[i];
    payee.save();
  }
}

import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Farm, FarmTerms } from "../../generated/schema";
import { noAcceptances } from "../rule/acceptance";
import { BPS, ZERO } from "../rule/bounds";
import { hourOf } from "../rule/capacity";
import { FarmSetup } from "../rule/inputs";
import { At } from "../unpack/at";
import { loadGrid } from "./grid";
import { saveFarm, takeOffEnded } from "./holds";
import { termsId } from "./ids";
import { missing } from "./missing";

/** The farm at this second: holds that ended meanwhile are off. Save it with `saveFarm`. */
export function farmAt(farmId: i64, second: i64): Farm {
  const farm = Farm.load(farmId);
  if (farm === null) missing("farm", farmId.toString());
  takeOffEnded(farm!, second);
  return farm!;
}

export function foundFarm(at: At, farmId: i64, owner: Bytes, setup: FarmSetup): void {
  const farm = new Farm(farmId);
  farm.owner = owner;
  farm.threebot = setup.tid;
  farm.operator = setup.operator;
  farm.signerEpoch = 1;
  farm.name = setup.name;
  farm.endpoint = setup.endpoint;
  farm.createdAt = at.second;
  farm.termsVersion = 1;
  farm.upfrontBps = setup.upfrontBps;
  farm.noticeDays = setup.noticeDays;
  farm.minOfferBps = setup.minOfferBps;
  farm.shareTable = 0;
  dropAnnouncement(farm);
  farm.holdHour = hourOf(at.second);
  farm.lastHoldHour = 0;
  farm.uptimeAt = at.second;
  setCountsToZero(farm);
  saveFarm(farm);
  keepTerms(at, farm);

  const grid = loadGrid();
  grid.farms = grid.farms + 1;
  grid.save();
}

export function describeFarm(at: At, farmId: i64, name: string, endpoint: string): void {
  const farm = farmAt(farmId, at.second);
  farm.name = name;
  farm.endpoint = endpoint;
  saveFarm(farm);
}

export function offerFarm(at: At, farmId: i64, to: Bytes | null): void {
  const farm = farmAt(farmId, at.second);
  farm.pendingOwner = to;
  saveFarm(farm);
}

/** With the owner change threebot and operator; the floor of offers goes up to list price, and a share table that waited
 * is dropped: what the seller may have prepared. */
export function transferFarm(at: At, farmId: i64, to: Bytes, tid: i64, operator: Bytes, signerEpoch: i64): void {
  const farm = farmAt(farmId, at.second);
  farm.owner = to;
  farm.pendingOwner = null;
  farm.threebot = tid;
  farm.operator = operator;
  farm.signerEpoch = signerEpoch;
  farm.minOfferBps = BPS;
  dropAnnouncement(farm);
  saveFarm(farm);
}

export function setFarmTid(at: At, farmId: i64, tid: i64): void {
  const farm = farmAt(farmId, at.second);
  farm.threebot = tid;
  saveFarm(farm);
}

export function setOperator(at: At, farmId: i64, operator: Bytes, signerEpoch: i64): void {
  const farm = farmAt(farmId, at.second);
  farm.operator = operator;
  farm.signerEpoch = signerEpoch;
  saveFarm(farm);
}

export function setMinOffer(at: At, farmId: i64, minOfferBps: i32): void {
  const farm = farmAt(farmId, at.second);
  farm.minOfferBps = minOfferBps;
  saveFarm(farm);
}

export function setTerms(at: At, farmId: i64, version: i64, upfrontBps: i32, noticeDays: i32): void {
  const farm = farmAt(farmId, at.second);
  farm.termsVersion = version;
  farm.upfrontBps = upfrontBps;
  farm.noticeDays = noticeDays;
  saveFarm(farm);
  keepTerms(at, farm);
}

export function dropAnnouncement(farm: Farm): void {
  farm.announcedShares = null;
  farm.announcedPayees = [];
  farm.announcedBps = [];
  farm.sharesApplicableFrom = 0;
}

function keepTerms(at: At, farm: Farm): void {
  const terms = new FarmTerms(termsId(farm.id, farm.termsVersion));
  terms.farm = farm.id;
  terms.version = farm.termsVersion;
  terms.upfrontBps = farm.upfrontBps;
  terms.noticeDays = farm.noticeDays;
  terms.since = at.second;
  terms.save();
}

function setCountsToZero(farm: Farm): void {
  farm.nodeCount = 0;
  farm.nodesListed = 0;
  farm.nodesDown = 0;
  farm.cuCapacity = 0;
  farm.suCapacity = 0;
  farm.cuRate = 0;
  farm.suRate = 0;
  farm.cuHeld = 0;
  farm.suHeld = 0;
  farm.cuRateHeld = 0;
  farm.suRateHeld = 0;
  farm.holds = 0;
  farm.cuBought = ZERO;
  farm.suBought = ZERO;
  farm.cuDrained = ZERO;
  farm.suDrained = ZERO;
  farm.poolsOpened = 0;
  farm.poolsOpen = 0;
  farm.evictions = 0;
  farm.evictionsAnnounced = 0;
  farm.requests = 0;
  farm.acceptances = 0;
  farm.rejections = 0;
  farm.cancellations = 0;
  farm.refills = 0;
  farm.readings = 0;
  farm.readingsSkipped = 0;
  farm.acceptanceTimes = noAcceptances();
  farm.acceptanceSeconds = 0;
  farm.ratings = 0;
  farm.ratingSum = ZERO;
  farm.ratingWeight = ZERO;
  farm.nodeSeconds = BigInt.zero();
  farm.downSeconds = BigInt.zero();
}

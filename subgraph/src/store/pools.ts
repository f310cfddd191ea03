import { Bytes } from "@graphprotocol/graph-ts";
import { Pool } from "../../generated/schema";
import { NEVER, ZERO } from "../rule/bounds";
import { At } from "../unpack/at";
import { farmAt } from "./farms";
import { changeHold, Hold, saveFarm } from "./holds";
import { missing } from "./missing";
import { rate } from "./units";

export function loadPool(id: i64): Pool {
  const pool = Pool.load(id);
  if (pool === null) missing("pool", id.toString());
  return pool!;
}

/** The pool of that number, if it is this farm's; else 0. */
export function ownPool(id: i64, farmId: i64): i64 {
  const pool = Pool.load(id);
  return pool !== null && pool.farm == farmId ? id : 0;
}

/** An offer opened a pool: its terms. */
export function openPool(
  at: At,
  id: i64,
  farmId: i64,
  tid: i64,
  offer: Bytes,
  termsVersion: i64,
  upfrontBps: i32,
  noticeDays: i32,
  cuCap: i64,
  suCap: i64,
  nodeIds: i32[],
): void {
  const pool = newPool(at, id, farmId, tid);
  pool.offer = offer;
  pool.termsVersion = termsVersion;
  pool.upfrontBps = upfrontBps;
  pool.noticeDays = noticeDays;
  pool.cuCap = cuCap;
  pool.suCap = suCap;
  pool.nodeIds = nodeIds;
  pool.save();
}

/** A pool without units or money: the credit brings them. */
export function newPool(at: At, id: i64, farmId: i64, tid: i64): Pool {
  const pool = new Pool(id);
  pool.farm = farmId;
  pool.threebot = tid;
  // Told by the credit, which is the next event.
  pool.currency = Bytes.empty();
  pool.state = "ACTIVE";
  pool.cu = 0;
  pool.su = 0;
  pool.cuRate = 0;
  pool.suRate = 0;
  pool.settledAt = at.second;
  pool.lastReading = 0;
  pool.empty = false;
  pool.emptyAt = NEVER;
  pool.stopAt = NEVER;
  pool.cuPrice = ZERO;
  pool.suPrice = ZERO;
  pool.worth = ZERO;
  pool.escrow = ZERO;
  pool.heldUntil = 0;
  pool.evictableFrom = 0;
  pool.evictionLapsesAfter = 0;
  pool.offeredTo = 0;
  pool.paid = ZERO;
  pool.released = ZERO;
  pool.returned = ZERO;
  pool.brought = ZERO;
  pool.cuBought = ZERO;
  pool.suBought = ZERO;
  pool.cuDrained = ZERO;
  pool.suDrained = ZERO;
  pool.cuUnconsumed = ZERO;
  pool.suUnconsumed = ZERO;
  pool.refillCount = 0;
  pool.readingCount = 0;
  pool.openedAt = at.second;
  return pool;
}

/** Within its hold a pool holds what it may draw. */
export function setCaps(at: At, id: i64, cuCap: i64, suCap: i64): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  changeHold(farm, pool.heldUntil, new Hold(cuCap - pool.cuCap, suCap - pool.suCap, 0, 0, 0));
  saveFarm(farm);
  pool.cuCap = cuCap;
  pool.suCap = suCap;
  pool.save();
  return pool;
}

export function announceEviction(at: At, id: i64, evictableFrom: i64, lapsesAfter: i64): Pool {
  const pool = loadPool(id);
  pool.evictableFrom = evictableFrom;
  pool.evictionLapsesAfter = lapsesAfter;
  pool.save();
  const farm = farmAt(pool.farm, at.second);
  farm.evictionsAnnounced = farm.evictionsAnnounced + 1;
  saveFarm(farm);
  return pool;
}

export function withdrawEviction(id: i64): Pool {
  const pool = loadPool(id);
  pool.evictableFrom = 0;
  pool.evictionLapsesAfter = 0;
  pool.save();
  return pool;
}

/** Threebot 0 takes the offer back, and yet the contract remembers by whom. */
export function offerPool(id: i64, toTid: i64, by: Bytes): Pool {
  const pool = loadPool(id);
  pool.offeredTo = toTid;
  pool.offeredBy = by;
  pool.save();
  return pool;
}

export function transferPool(id: i64, toTid: i64): Pool {
  const pool = loadPool(id);
  pool.threebot = toTid;
  pool.offeredTo = 0;
  pool.offeredBy = null;
  pool.save();
  return pool;
}

export function ratePool(at: At, id: i64, stars: i32): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  rate(pool, farm, stars);
  pool.save();
  saveFarm(farm);
  return pool;
}

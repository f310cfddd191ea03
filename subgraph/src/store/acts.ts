import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Farm, Pool, Reading, Refill, Reservation } from "../../generated/schema";
import { MILLI, ZERO } from "../rule/bounds";
import { Clock, Ends, endsAtRest, forgottenClock, openClock } from "../rule/clock";
import { Purchase } from "../rule/inputs";
import { Standing, Worth } from "../rule/money";
import { At } from "../unpack/at";
import { farmAt } from "./farms";
import { loadGrid } from "./grid";
import { changeHold, Hold, saveFarm } from "./holds";
import { book, Money } from "./money";
import { countLast, countWhole } from "./payments";
import { loadPool, newPool } from "./pools";
import { letGo, loadReservation } from "./reservations";
import { Moved, setClock } from "./units";
import { countMove } from "./usage";

// Acts that move a pool's clock and money. Each brings pool, farm, grid and currency along, and saves them.

/** A pool is credited: from a reservation, or from an offer that opened it in the event before. */
export function credit(at: At, id: i64, token: Bytes, bought: Purchase, worth: Worth, heldUntil: i64): Pool {
  // Opened in the same transaction, or not yet there: no need to ask the database, which would have nothing.
  const opened = Pool.loadInBlock(id);
  const pool = opened !== null ? opened : fromReservation(at, loadReservation(id));
  pool.currency = token;
  pool.heldUntil = heldUntil;
  const farm = farmAt(pool.farm, at.second);
  if (opened === null) {
    const reservation = loadReservation(id);
    letGo(farm, reservation);
    countLast(at, reservation, id, token, bought);
    reservation.state = "CREDITED";
    reservation.pool = id;
    reservation.reached = token;
    reservation.creditedAt = at.second;
    reservation.save();
  } else {
    countWhole(at, id, token, bought);
  }
  changeHold(farm, heldUntil, new Hold(pool.cuCap, pool.suCap, 0, 0, 1));
  farm.poolsOpened = farm.poolsOpened + 1;
  farm.poolsOpen = farm.poolsOpen + 1;
  const grid = loadGrid();
  grid.poolsOpened = grid.poolsOpened + 1;
  grid.poolsOpen = grid.poolsOpen + 1;
  const cu = bought.cus * MILLI;
  const su = bought.sus * MILLI;
  const moved = setClock(pool, farm, grid, openClock(cu, su, at.second), endsAtRest(), cu, su);
  setWorth(pool, worth);
  settleMoney(at, pool, farm, bought.paid(), bought.released);
  pool.save();
  grid.save();
  saveFarm(farm);
  countMove(at.second, farm, grid, moved);
  return pool;
}

export function refill(
  at: At,
  id: i64,
  reservationId: i64,
  bought: Purchase,
  worth: Worth,
  clock: Clock,
  ends: Ends,
): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  const grid = loadGrid();
  if (reservationId != 0) {
    const reservation = loadReservation(reservationId);
    countLast(at, reservation, id, pool.currency, bought);
    reservation.state = "REFILLED";
    reservation.pool = id;
    reservation.creditedAt = at.second;
    reservation.save();
  } else {
    countWhole(at, id, pool.currency, bought);
  }
  farm.refills = farm.refills + 1;
  grid.refills = grid.refills + 1;
  pool.refillCount = pool.refillCount + 1;
  const moved = setClock(pool, farm, grid, clock, ends, bought.cus * MILLI, bought.sus * MILLI);
  setWorth(pool, worth);
  settleMoney(at, pool, farm, bought.paid(), bought.released);
  pool.save();
  grid.save();
  saveFarm(farm);
  countMove(at.second, farm, grid, moved);
  keepRefill(at, pool, reservationId, bought);
  return pool;
}

/** An act that settled the pool and was no reading. */
export function settle(at: At, id: i64, clock: Clock, ends: Ends, released: BigInt): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  drain(at, pool, farm, clock, ends, released);
  return pool;
}

export function takeReading(at: At, id: i64, since: i64, clock: Clock, ends: Ends, released: BigInt): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  farm.readings = farm.readings + 1;
  pool.readingCount = pool.readingCount + 1;
  const moved = drain(at, pool, farm, clock, ends, released);
  const grid = loadGrid();
  grid.readings = grid.readings + 1;
  grid.save();

  const reading = new Reading(at.id);
  reading.pool = id;
  reading.poolNumber = BigInt.fromI64(id);
  reading.farm = pool.farm;
  reading.taken = true;
  reading.cuRate = clock.cuRate;
  reading.suRate = clock.suRate;
  reading.since = since;
  reading.cuDrained = moved.cuDrained;
  reading.suDrained = moved.suDrained;
  reading.released = released;
  reading.cu = clock.cu;
  reading.su = clock.su;
  reading.timestamp = at.second;
  reading.transaction = at.transaction;
  reading.save();
  return pool;
}

/** `poolNumber` may be any number: whoever reports may name pools that there are not. */
export function skipReading(
  at: At,
  id: i64,
  poolNumber: BigInt,
  farmId: i64,
  reason: string,
  cuRate: i64,
  suRate: i64,
  since: i64,
): void {
  const farm = farmAt(farmId, at.second);
  farm.readingsSkipped = farm.readingsSkipped + 1;
  saveFarm(farm);

  const reading = new Reading(at.id);
  if (id != 0) reading.pool = id;
  reading.poolNumber = poolNumber;
  reading.farm = farmId;
  reading.taken = false;
  reading.reason = reason;
  reading.cuRate = cuRate;
  reading.suRate = suRate;
  reading.since = since;
  reading.timestamp = at.second;
  reading.transaction = at.transaction;
  reading.save();
}

/** The owner left. What is not returned to him was drained. */
export function close(at: At, id: i64, cu: i64, su: i64, released: BigInt): Pool {
  return end(at, id, "CLOSED", cu, su, released, ZERO);
}

/** The farm evicted: the owner is owed the escrow, and the upfront share that the farm brings. */
export function evict(at: At, id: i64, cu: i64, su: i64, released: BigInt, brought: BigInt): Pool {
  return end(at, id, "EVICTED", cu, su, released, brought);
}

function end(at: At, id: i64, state: string, cu: i64, su: i64, released: BigInt, brought: BigInt): Pool {
  const pool = loadPool(id);
  const farm = farmAt(pool.farm, at.second);
  const grid = loadGrid();
  changeHold(farm, pool.heldUntil, new Hold(-pool.cuCap, -pool.suCap, 0, 0, -1));
  // What is left is not drained: it goes back with the escrow.
  pool.cu = pool.cu - cu;
  pool.su = pool.su - su;
  const moved = setClock(pool, farm, grid, forgottenClock(), endsAtRest(), 0, 0);
  pool.cuUnconsumed = pool.cuUnconsumed.plus(BigInt.fromI64(cu));
  pool.suUnconsumed = pool.suUnconsumed.plus(BigInt.fromI64(su));
  pool.state = state;
  pool.endedAt = at.second;

  const money = new Money();
  money.released = released;
  money.returned = pool.escrow.minus(released);
  money.brought = brought;
  money.escrowed = pool.escrow.neg();
  pool.released = pool.released.plus(released);
  pool.returned = pool.returned.plus(money.returned);
  pool.brought = pool.brought.plus(brought);
  pool.cuPrice = ZERO;
  pool.suPrice = ZERO;
  pool.worth = ZERO;
  pool.escrow = ZERO;
  book(at.second, farm.id, farm.shareTable, pool.currency, money);
  pool.save();

  farm.poolsOpen = farm.poolsOpen - 1;
  grid.poolsOpen = grid.poolsOpen - 1;
  if (state == "EVICTED") {
    farm.evictions = farm.evictions + 1;
    grid.evictions = grid.evictions + 1;
  }
  grid.save();
  saveFarm(farm);
  countMove(at.second, farm, grid, moved);
  return pool;
}

function drain(at: At, pool: Pool, farm: Farm, clock: Clock, ends: Ends, released: BigInt): Moved {
  const grid = loadGrid();
  const moved = setClock(pool, farm, grid, clock, ends, 0, 0);
  settleMoney(at, pool, farm, ZERO, released);
  pool.save();
  grid.save();
  saveFarm(farm);
  countMove(at.second, farm, grid, moved);
  return moved;
}

function setWorth(pool: Pool, worth: Worth): void {
  pool.cuPrice = worth.cuPrice;
  pool.suPrice = worth.suPrice;
}

/** Money is a function of the balance: worth and escrow follow from clock and prices as they stand now. */
function settleMoney(at: At, pool: Pool, farm: Farm, paid: BigInt, released: BigInt): void {
  const clock = new Clock(pool.cu, pool.su, 0, 0, 0, 0, false);
  const standing = new Standing(clock, new Worth(pool.cuPrice, pool.suPrice), pool.upfrontBps);
  const money = new Money();
  money.paid = paid;
  money.released = released;
  money.escrowed = standing.escrow.minus(pool.escrow);
  pool.paid = pool.paid.plus(paid);
  pool.released = pool.released.plus(released);
  pool.worth = standing.value;
  pool.escrow = standing.escrow;
  book(at.second, farm.id, farm.shareTable, pool.currency, money);
}

function fromReservation(at: At, reservation: Reservation): Pool {
  const pool = newPool(at, reservation.id, reservation.farm, reservation.threebot);
  pool.reservation = reservation.id;
  pool.upfrontBps = reservation.upfrontBps;
  pool.noticeDays = reservation.noticeDays;
  pool.termsVersion = reservation.termsVersion;
  pool.nodeIds = reservation.nodeIds;
  pool.cuCap = reservation.cuCap;
  pool.suCap = reservation.suCap;
  return pool;
}

function keepRefill(at: At, pool: Pool, reservationId: i64, bought: Purchase): void {
  const entry = new Refill(at.id);
  entry.pool = pool.id;
  if (reservationId != 0) entry.reservation = reservationId;
  entry.payer = bought.payer;
  entry.door = bought.door;
  entry.cus = bought.cus;
  entry.sus = bought.sus;
  entry.cuPaid = bought.cuPaid;
  entry.suPaid = bought.suPaid;
  entry.released = bought.released;
  entry.cu = pool.cu;
  entry.su = pool.su;
  entry.emptyAt = pool.emptyAt;
  entry.stopAt = pool.stopAt;
  entry.timestamp = at.second;
  entry.transaction = at.transaction;
  entry.save();
}

import { BigInt, Bytes, dataSource } from "@graphprotocol/graph-ts";
import { Farm, Pool, Price, Quote, RejectionReason, Reservation } from "../../generated/schema";
import { withAcceptance } from "../rule/acceptance";
import { ZERO } from "../rule/bounds";
import { depositAddress } from "../rule/deposit";
import { Request } from "../rule/inputs";
import { costOf } from "../rule/money";
import { At } from "../unpack/at";
import { orNull } from "../unpack/numbers";
import { farmAt } from "./farms";
import { loadGrid } from "./grid";
import { changeHold, Hold, saveFarm } from "./holds";
import { farmTokenId, quoteId, rejectionId } from "./ids";
import { missing } from "./missing";
import { loadThreebot } from "./threebots";

export function loadReservation(id: i64): Reservation {
  const reservation = Reservation.load(id);
  if (reservation === null) missing("reservation", id.toString());
  return reservation!;
}

/** A new pool is asked for. Its prices are the farm's of now: the contract refuses any other version of the terms. */
export function reserve(at: At, request: Request): void {
  const farm = farmAt(request.farmId, at.second);
  const reservation = newReservation(at, request.id, farm, request.tid, request.termsHash, request.deadline);
  reservation.state = "REQUESTED";
  reservation.cus = request.cus;
  reservation.sus = request.sus;
  reservation.termsVersion = request.termsVersion;
  reservation.upfrontBps = farm.upfrontBps;
  reservation.noticeDays = farm.noticeDays;
  reservation.cuCap = request.cuCap;
  reservation.suCap = request.suCap;
  reservation.nodeIds = request.nodeIds;
  reservation.currencies = request.currencies;
  reservation.refundTo = orNull(request.refundTo);
  reservation.signingRequestHash = orNull(request.signingRequestHash);
  reservation.epoch = request.epoch;
  reservation.signature = request.signature;
  reservation.save();
  for (let i = 0; i < request.currencies.length; i++) quoteAtList(reservation, request.currencies[i]);

  farm.requests = farm.requests + 1;
  saveFarm(farm);
  const threebot = loadThreebot(request.tid);
  threebot.epoch = request.epoch;
  threebot.save();
}

/** A refill by memo: no acceptance, no caps, one currency. */
export function reserveRefill(
  at: At,
  id: i64,
  pool: Pool,
  refundTo: Bytes,
  cus: i64,
  sus: i64,
  termsVersion: i64,
  cuCost: BigInt,
  suCost: BigInt,
  termsHash: Bytes,
  deadline: i64,
): void {
  const farm = farmAt(pool.farm, at.second);
  const reservation = newReservation(at, id, farm, pool.threebot, termsHash, deadline);
  reservation.target = pool.id;
  reservation.state = "PAYABLE";
  reservation.cus = cus;
  reservation.sus = sus;
  reservation.termsVersion = termsVersion;
  reservation.upfrontBps = pool.upfrontBps;
  reservation.noticeDays = pool.noticeDays;
  reservation.cuCap = 0;
  reservation.suCap = 0;
  reservation.nodeIds = [];
  reservation.currencies = [pool.currency];
  reservation.refundTo = refundTo;
  reservation.reached = pool.currency;
  reservation.save();
  saveQuote(reservation, pool.currency, cuCost, suCost);
  saveFarm(farm);
}

/** From here to the deadline the farm holds the caps. */
export function accept(at: At, id: i64, deadline: i64): Reservation {
  const reservation = loadReservation(id);
  const waited = at.second - reservation.requestedAt;
  reservation.state = "PAYABLE";
  reservation.acceptedAt = at.second;
  reservation.deadline = deadline;
  reservation.save();

  const farm = farmAt(reservation.farm, at.second);
  farm.acceptances = farm.acceptances + 1;
  farm.acceptanceSeconds = farm.acceptanceSeconds + waited;
  farm.acceptanceTimes = withAcceptance(farm.acceptanceTimes, waited);
  farm.acceptanceMean = BigInt.fromI64(farm.acceptanceSeconds)
    .toBigDecimal()
    .div(BigInt.fromI32(farm.acceptances).toBigDecimal());
  changeHold(farm, deadline, new Hold(reservation.cuCap, reservation.suCap, 0, 0, 1));
  saveFarm(farm);
  return reservation;
}

export function reject(at: At, id: i64, reason: string): Reservation {
  const reservation = loadReservation(id);
  reservation.state = "REJECTED";
  reservation.rejectedAt = at.second;
  reservation.reason = reason;
  reservation.save();

  const farm = farmAt(reservation.farm, at.second);
  farm.rejections = farm.rejections + 1;
  saveFarm(farm);
  countReason(farm.id, reason);
  return reservation;
}

export function cancel(at: At, id: i64): Reservation {
  const reservation = loadReservation(id);
  const farm = farmAt(reservation.farm, at.second);
  letGo(farm, reservation);
  farm.cancellations = farm.cancellations + 1;
  saveFarm(farm);
  reservation.state = "CANCELLED";
  reservation.cancelledAt = at.second;
  reservation.save();
  return reservation;
}

/** Ends the hold of an accepted reservation. */
export function letGo(farm: Farm, reservation: Reservation): void {
  if (reservation.state != "PAYABLE" || reservation.target != 0) return;
  changeHold(farm, reservation.deadline, new Hold(-reservation.cuCap, -reservation.suCap, 0, 0, -1));
}

export function loadQuote(reservationId: i64, token: Bytes): Quote {
  const quote = Quote.load(quoteId(reservationId, token));
  if (quote === null) missing("quote in " + token.toHexString() + " of reservation", reservationId.toString());
  return quote!;
}

function newReservation(at: At, id: i64, farm: Farm, tid: i64, termsHash: Bytes, deadline: i64): Reservation {
  const reservation = new Reservation(id);
  reservation.farm = farm.id;
  reservation.threebot = tid;
  reservation.termsHash = termsHash;
  reservation.requestedAt = at.second;
  reservation.deadline = deadline;
  const doors = dataSource.context().get("doors");
  if (doors !== null) reservation.deposit = depositAddress(doors.toBytes(), id, termsHash);

  const grid = loadGrid();
  grid.reservations = grid.reservations + 1;
  grid.save();
  return reservation;
}

/** A currency that the farm does not list, or that was named before, brings nothing. */
function quoteAtList(reservation: Reservation, token: Bytes): void {
  const price = Price.load(farmTokenId(reservation.farm, token));
  if (price === null || !price.listed) return;
  saveQuote(reservation, token, costOf(reservation.cus, price.cuPrice), costOf(reservation.sus, price.suPrice));
}

function saveQuote(reservation: Reservation, token: Bytes, cuCost: BigInt, suCost: BigInt): void {
  const quote = new Quote(quoteId(reservation.id, token));
  quote.reservation = reservation.id;
  quote.currency = token;
  quote.cuCost = cuCost;
  quote.suCost = suCost;
  quote.total = cuCost.plus(suCost);
  quote.paid = ZERO;
  quote.due = quote.total;
  quote.save();
}

function countReason(farmId: i64, reason: string): void {
  const id = rejectionId(farmId, reason);
  let entry = RejectionReason.load(id);
  if (entry === null) {
    entry = new RejectionReason(id);
    entry.farm = farmId;
    entry.reason = reason;
    entry.count = 0;
  }
  entry.count = entry.count + 1;
  entry.save();
}

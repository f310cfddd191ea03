import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Contribution, Payment, Reservation } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { Purchase } from "../rule/inputs";
import { PAY_FOR } from "../rule/names";
import { At } from "../unpack/at";
import { orNull } from "../unpack/numbers";
import { contributionId } from "./ids";
import { loadQuote, loadReservation } from "./reservations";

/** A payment that waits: for the rest of the quote, or for the farm's acceptance. */
export function countPart(
  at: At,
  id: i64,
  payer: Bytes,
  token: Bytes,
  amount: BigInt,
  sum: BigInt,
  door: string,
): Reservation {
  const reservation = loadReservation(id);
  const quote = loadQuote(id, token);
  quote.paid = sum;
  quote.due = quote.total.minus(sum);
  quote.save();

  const contribution = loadContribution(id, token, payer);
  contribution.amount = contribution.amount.plus(amount);
  contribution.save();

  // Reached before the farm has answered: its acceptance will find it so.
  if (quote.due.isZero()) reservation.reached = token;
  const payment = newPayment(at, payer, token, amount, door);
  payment.reservation = id;
  payment.pool = reservation.target != 0 ? reservation.target : id;
  payment.credited = false;
  payment.save();
  reservation.lastPayment = payment.id;
  reservation.save();
  return reservation;
}

/** The payment that credits a reservation: what its quote still needed. The caller saves the reservation. */
export function countLast(at: At, reservation: Reservation, poolId: i64, token: Bytes, bought: Purchase): void {
  const quote = loadQuote(reservation.id, token);
  const amount = quote.due;
  quote.due = ZERO;
  quote.save();
  // Nobody: the acceptance found the quote reached.
  if (orNull(bought.payer) === null || amount.isZero()) return;
  const payment = newPayment(at, bought.payer, token, amount, bought.door);
  payment.reservation = reservation.id;
  payment.pool = poolId;
  payment.credited = true;
  payment.save();
  reservation.lastPayment = payment.id;
}

/** A payment without a reservation: an offer, or a refill at list price. */
export function countWhole(at: At, poolId: i64, token: Bytes, bought: Purchase): void {
  const payment = newPayment(at, bought.payer, token, bought.paid(), bought.door);
  payment.pool = poolId;
  payment.credited = true;
  payment.save();
}

/** Doors says, after Pools counted it, how a payment came there. */
export function tellDoor(at: At, id: i64, payer: Bytes, token: Bytes, via: string): void {
  const reservation = Reservation.load(id);
  if (reservation === null) return;
  const last = reservation.lastPayment;
  if (last === null) return;
  const payment = Payment.load(last);
  if (payment === null || payment.transaction != at.transaction || payment.door != PAY_FOR) return;
  if (payment.payer != payer || payment.currency != token) return;
  payment.via = via;
  payment.save();
}

export function refund(id: i64, payer: Bytes, token: Bytes, amount: BigInt): Reservation {
  const contribution = loadContribution(id, token, payer);
  contribution.amount = contribution.amount.minus(amount);
  contribution.refunded = contribution.refunded.plus(amount);
  contribution.save();
  return loadReservation(id);
}

function newPayment(at: At, payer: Bytes, token: Bytes, amount: BigInt, door: string): Payment {
  const payment = new Payment(at.id);
  payment.payer = payer;
  payment.currency = token;
  payment.amount = amount;
  payment.door = door;
  payment.timestamp = at.second;
  payment.transaction = at.transaction;
  return payment;
}

function loadContribution(id: i64, token: Bytes, payer: Bytes): Contribution {
  const key = contributionId(id, token, payer);
  const known = Contribution.load(key);
  if (known !== null) return known;
  const contribution = new Contribution(key);
  contribution.reservation = id;
  contribution.currency = token;
  contribution.payer = payer;
  contribution.amount = ZERO;
  contribution.refunded = ZERO;
  return contribution;
}

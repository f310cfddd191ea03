import { Event } from "../../generated/schema";
import { At } from "../unpack/at";

/** Whom an event concerns; 0 = nobody of that kind. */
export class Concerns {
  threebot: i64 = 0;
  farm: i64 = 0;
  node: i64 = 0;
  reservation: i64 = 0;
  pool: i64 = 0;
}

/** Keeps the event as it was. */
export function keep(at: At, concerns: Concerns): void {
  const event = new Event(at.id);
  event.name = at.name;
  event.order = at.order;
  event.block = at.block;
  event.timestamp = at.second;
  event.transaction = at.transaction;
  event.sender = at.sender;
  event.arguments = at.parameters;
  if (concerns.threebot != 0) event.threebot = concerns.threebot;
  if (concerns.farm != 0) event.farm = concerns.farm;
  if (concerns.node != 0) event.node = concerns.node;
  if (concerns.reservation != 0) event.reservation = concerns.reservation;
  if (concerns.pool != 0) event.pool = concerns.pool;
  event.save();
}

export function keepOfThreebot(at: At, threebot: i64): void {
  const concerns = new Concerns();
  concerns.threebot = threebot;
  keep(at, concerns);
}

export function keepOfFarm(at: At, farm: i64): void {
  const concerns = new Concerns();
  concerns.farm = farm;
  keep(at, concerns);
}

export function keepOfNode(at: At, node: i64, farm: i64): void {
  const concerns = new Concerns();
  concerns.node = node;
  concerns.farm = farm;
  keep(at, concerns);
}

export function keepOfReservation(at: At, reservation: i64, pool: i64, farm: i64, threebot: i64): void {
  const concerns = new Concerns();
  concerns.reservation = reservation;
  concerns.pool = pool;
  concerns.farm = farm;
  concerns.threebot = threebot;
  keep(at, concerns);
}

export function keepOfPool(at: At, pool: i64, farm: i64, threebot: i64): void {
  keepOfReservation(at, 0, pool, farm, threebot);
}

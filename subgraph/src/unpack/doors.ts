import { BigInt } from "@graphprotocol/graph-ts";
import { Reservation } from "../../generated/schema";
import { AuthorizationUsed, DepositSwept, OwedWithdrawn, PermitUsed } from "../../generated/Doors/Doors";
import { DOORS, owe, takeOwed } from "../store/owed";
import { tellDoor } from "../store/payments";
import { Concerns, keep, keepOfReservation } from "../store/records";
import { At } from "./at";
import { numberOf } from "./numbers";

// Pools counts a payment first; then Doors says how it came there, in the same transaction.

/** Anyone may sweep for any number, also for one that nothing has. */
export function handleDepositSwept(event: DepositSwept): void {
  const at = new At(event, "DepositSwept");
  const p = event.params;
  owe(DOORS, p.token, p.beneficiary, p.owed);
  if (!p.counted.isZero()) tellDoor(at, numberOf(p.id), p.beneficiary, p.token, "DEPOSIT");
  keepOf(at, p.id);
}

export function handlePermitUsed(event: PermitUsed): void {
  const at = new At(event, "PermitUsed");
  const p = event.params;
  tellDoor(at, numberOf(p.id), p.payer, p.token, "PERMIT");
  keepOf(at, p.id);
}

export function handleAuthorizationUsed(event: AuthorizationUsed): void {
  const at = new At(event, "AuthorizationUsed");
  const p = event.params;
  tellDoor(at, numberOf(p.id), p.payer, p.token, "AUTHORIZATION");
  keepOf(at, p.id);
}

export function handleOwedWithdrawn(event: OwedWithdrawn): void {
  takeOwed(DOORS, event.params.token, event.params.account);
  keep(new At(event, "OwedWithdrawn"), new Concerns());
}

function keepOf(at: At, id: BigInt): void {
  const number = numberOf(id);
  const reservation = Reservation.load(number);
  if (reservation === null) {
    keep(at, new Concerns());
    return;
  }
  const pool = reservation.target != 0 ? reservation.target : number;
  keepOfReservation(at, number, pool, reservation.farm, reservation.threebot);
}

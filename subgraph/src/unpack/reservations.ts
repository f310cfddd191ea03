import { Reservation } from "../../generated/schema";
import { Accepted, Cancelled, Paid, RefillReserved, Refunded, Rejected } from "../../generated/Pools/Pools";
import { doorName } from "../rule/names";
import { countPart, refund } from "../store/payments";
import { loadPool } from "../store/pools";
import { keepOfReservation } from "../store/records";
import { accept, cancel, reject, reserveRefill } from "../store/reservations";
import { At } from "./at";

export function handleRefillReserved(event: RefillReserved): void {
  const at = new At(event, "RefillReserved");
  const p = event.params;
  const pool = loadPool(p.poolId.toI64());
  reserveRefill(
    at,
    p.id.toI64(),
    pool,
    p.refundTo,
    p.cus.toI64(),
    p.sus.toI64(),
    p.termsVersion.toI64(),
    p.cuCost,
    p.suCost,
    p.termsHash,
    p.deadline.toI64(),
  );
  keepOfReservation(at, p.id.toI64(), pool.id, pool.farm, pool.threebot);
}

export function handleAccepted(event: Accepted): void {
  const at = new At(event, "Accepted");
  keepOf(at, accept(at, event.params.id.toI64(), event.params.deadline.toI64()));
}

export function handleRejected(event: Rejected): void {
  const at = new At(event, "Rejected");
  keepOf(at, reject(at, event.params.id.toI64(), event.params.reason));
}

export function handleCancelled(event: Cancelled): void {
  const at = new At(event, "Cancelled");
  keepOf(at, cancel(at, event.params.id.toI64()));
}

export function handlePaid(event: Paid): void {
  const at = new At(event, "Paid");
  const p = event.params;
  keepOf(at, countPart(at, p.id.toI64(), p.payer, p.token, p.amount, p.sum, doorName(p.door)));
}

export function handleRefunded(event: Refunded): void {
  const p = event.params;
  keepOf(new At(event, "Refunded"), refund(p.id.toI64(), p.payer, p.token, p.amount));
}

/** Of the pool too that it is for, or that it may become. */
function keepOf(at: At, reservation: Reservation): void {
  const pool = reservation.target != 0 ? reservation.target : reservation.id;
  keepOfReservation(at, reservation.id, pool, reservation.farm, reservation.threebot);
}

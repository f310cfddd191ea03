import { Credited, OfferTaken, Opened, Refilled } from "../../generated/Pools/Pools";
import { Ends } from "../rule/clock";
import { Purchase } from "../rule/inputs";
import { doorName } from "../rule/names";
import { credit, refill } from "../store/acts";
import { takeOffer } from "../store/offers";
import { loadPool, openPool } from "../store/pools";
import { keepOfPool, keepOfReservation } from "../store/records";
import { At } from "./at";
import { nodeIdsOf } from "./numbers";
import { unpackClock, unpackWorth } from "./words";

/** An offer opened a pool: its terms. The credit, which is the next event, brings units and money. */
export function handleOpened(event: Opened): void {
  const at = new At(event, "Opened");
  const p = event.params;
  const id = p.poolId.toI64();
  openPool(
    at,
    id,
    p.farmId.toI64(),
    p.tid.toI64(),
    takeOffer(at, p.signer, p.nonce, id, true),
    p.termsVersion.toI64(),
    p.upfrontBps,
    p.noticeDays,
    p.cuCap.toI64(),
    p.suCap.toI64(),
    nodeIdsOf(p.nodeIds),
  );
  keepOfPool(at, id, p.farmId.toI64(), p.tid.toI64());
}

export function handleOfferTaken(event: OfferTaken): void {
  const at = new At(event, "OfferTaken");
  const p = event.params;
  takeOffer(at, p.signer, p.nonce, p.poolId.toI64(), false);
  const pool = loadPool(p.poolId.toI64());
  keepOfPool(at, pool.id, pool.farm, pool.threebot);
}

export function handleCredited(event: Credited): void {
  const at = new At(event, "Credited");
  const p = event.params;
  const bought = new Purchase(p.payer, doorName(p.door), p.cus.toI64(), p.sus.toI64(), p.cuPaid, p.suPaid, p.released);
  const pool = credit(at, p.poolId.toI64(), p.token, bought, unpackWorth(p.worth), p.heldUntil.toI64());
  keepOfReservation(at, pool.reservation, pool.id, pool.farm, pool.threebot);
}

export function handleRefilled(event: Refilled): void {
  const at = new At(event, "Refilled");
  const p = event.params;
  const bought = new Purchase(p.payer, doorName(p.door), p.cus.toI64(), p.sus.toI64(), p.cuPaid, p.suPaid, p.released);
  const ends = new Ends(p.emptyAt.toI64(), p.stopAt.toI64());
  const reservationId = p.reservationId.toI64();
  const pool = refill(at, p.poolId.toI64(), reservationId, bought, unpackWorth(p.worth), unpackClock(p.clock), ends);
  keepOfReservation(at, reservationId, pool.id, pool.farm, pool.threebot);
}

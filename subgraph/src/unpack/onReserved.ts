import { Request } from "../rule/inputs";
import { keepOfReservation } from "../store/records";
import { reserve } from "../store/reservations";
import { At } from "./at";

export function onReserved(at: At, request: Request): void {
  reserve(at, request);
  keepOfReservation(at, request.id, request.id, request.farmId, request.tid);
}

import { NoncesCancelled, Owed, OwedWithdrawn, Withdrawn } from "../../generated/Pools/Pools";
import { withdraw } from "../store/money";
import { voidNonces } from "../store/offers";
import { owe, POOLS, takeOwed } from "../store/owed";
import { Concerns, keep, keepOfFarm } from "../store/records";
import { At } from "./at";

export function handleWithdrawn(event: Withdrawn): void {
  const p = event.params;
  withdraw(p.farmId.toI64(), p.table, p.token, p.payee, p.amount);
  keepOfFarm(new At(event, "Withdrawn"), p.farmId.toI64());
}

export function handleOwed(event: Owed): void {
  const p = event.params;
  owe(POOLS, p.token, p.account, p.amount);
  keep(new At(event, "Owed"), new Concerns());
}

export function handleOwedWithdrawn(event: OwedWithdrawn): void {
  const p = event.params;
  takeOwed(POOLS, p.token, p.account);
  keep(new At(event, "OwedWithdrawn"), new Concerns());
}

export function handleNoncesCancelled(event: NoncesCancelled): void {
  const p = event.params;
  voidNonces(p.signer, p.word, p.mask);
  keep(new At(event, "NoncesCancelled"), new Concerns());
}

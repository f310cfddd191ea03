import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Currency, Owed } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { owedId } from "./ids";

export const POOLS = "POOLS";
export const DOORS = "DOORS";

export function owe(holder: string, token: Bytes, account: Bytes, amount: BigInt): void {
  if (amount.isZero()) return;
  const owed = loadOwed(holder, token, account);
  owed.amount = owed.amount.plus(amount);
  owed.save();
}

/** All of it is taken at once. */
export function takeOwed(holder: string, token: Bytes, account: Bytes): void {
  const owed = loadOwed(holder, token, account);
  owed.amount = ZERO;
  owed.save();
}

function loadOwed(holder: string, token: Bytes, account: Bytes): Owed {
  const id = owedId(holder, token, account);
  const known = Owed.load(id);
  if (known !== null) return known;
  const owed = new Owed(id);
  owed.holder = holder;
  owed.token = token;
  // Doors takes any token, listed or not.
  if (Currency.load(token) !== null) owed.currency = token;
  owed.account = account;
  owed.amount = ZERO;
  return owed;
}

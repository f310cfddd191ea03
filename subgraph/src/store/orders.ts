import { BigInt, Bytes, store } from "@graphprotocol/graph-ts";
import { StandingOrder } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { At } from "../unpack/at";
import { missing } from "./missing";

/** A new order replaces the old one, with what that had spent. */
export function setOrder(
  at: At,
  poolId: i64,
  maker: Bytes,
  cus: i64,
  sus: i64,
  maxCuCost: BigInt,
  maxSuCost: BigInt,
  whenSecondsLeft: i64,
  minInterval: i64,
  maxTotal: BigInt,
  until: i64,
): void {
  const order = new StandingOrder(poolId);
  order.pool = poolId;
  order.maker = maker;
  order.cus = cus;
  order.sus = sus;
  order.maxCuCost = maxCuCost;
  order.maxSuCost = maxSuCost;
  order.whenSecondsLeft = whenSecondsLeft;
  order.minInterval = minInterval;
  order.maxTotal = maxTotal;
  order.spent = ZERO;
  order.until = until;
  order.lastRun = 0;
  order.runs = 0;
  order.setAt = at.second;
  order.save();
}

export function cancelOrder(poolId: i64): void {
  store.remove("StandingOrder", poolId.toString());
}

export function runOrder(at: At, poolId: i64, spent: BigInt): void {
  const order = StandingOrder.load(poolId);
  if (order === null) missing("standing order", poolId.toString());
  order!.spent = spent;
  order!.lastRun = at.second;
  order!.runs = order!.runs + 1;
  order!.save();
}

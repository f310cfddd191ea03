import { OrderCancelled, OrderExecuted, OrderSet } from "../../generated/Orders/Orders";
import { cancelOrder, runOrder, setOrder } from "../store/orders";
import { loadPool } from "../store/pools";
import { keepOfPool } from "../store/records";
import { At } from "./at";

export function handleOrderSet(event: OrderSet): void {
  const at = new At(event, "OrderSet");
  const p = event.params;
  setOrder(
    at,
    p.poolId.toI64(),
    p.maker,
    p.cus.toI64(),
    p.sus.toI64(),
    p.maxCuCost,
    p.maxSuCost,
    p.whenSecondsLeft.toI64(),
    p.minInterval.toI64(),
    p.maxTotal,
    p.until.toI64(),
  );
  keepOf(at, p.poolId.toI64());
}

export function handleOrderCancelled(event: OrderCancelled): void {
  cancelOrder(event.params.poolId.toI64());
  keepOf(new At(event, "OrderCancelled"), event.params.poolId.toI64());
}

export function handleOrderExecuted(event: OrderExecuted): void {
  const at = new At(event, "OrderExecuted");
  runOrder(at, event.params.poolId.toI64(), event.params.spent);
  keepOf(at, event.params.poolId.toI64());
}

function keepOf(at: At, poolId: i64): void {
  const pool = loadPool(poolId);
  keepOfPool(at, poolId, pool.farm, pool.threebot);
}

import type { Rules } from "./rules.ts";

/** Standing orders for the farm's pools. */
export const orderRules: Rules = {
  OrderSet: (
    book,
    _event,
    [pool_id, maker, cus, sus, max_cu_cost, max_su_cost, when_seconds_left, min_interval, max_total, until]: [
      bigint,
      string,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ],
  ) => {
    if (book.pools.get(pool_id) === undefined) return;
    const limits = { max_cu_cost, max_su_cost, when_seconds_left, min_interval, max_total, until };
    book.orders.put({ pool_id, maker, cus, sus, ...limits, spent: 0n, last_run: 0n });
  },
  OrderCancelled: (book, _event, [poolId]: [bigint]) => {
    const order = book.orders.get(poolId);
    if (order !== undefined) book.orders.remove(order);
  },
  OrderExecuted: (book, { second }, [poolId, , , spent]: [bigint, string, bigint, bigint]) => {
    const order = book.orders.get(poolId);
    if (order !== undefined) book.orders.put({ ...order, spent, last_run: second });
  },
};

import { costOf, demandAmount } from "../cost.ts";
import type { Account } from "../names.ts";
import { total, UNITS, type Pair } from "../pair.ts";
import { demand, Refused } from "../refused.ts";
import { farmOf } from "../registry/lookups.ts";
import { listedPrice } from "../registry/terms.ts";
import { take } from "../tokens.ts";
import type { World } from "../world.ts";
import { poolOf, underNotice } from "./deals.ts";
import { addTo } from "./due.ts";
import { demandFreeOnlyByOwner } from "./reserve.ts";

/** At the list price of this second, in one step, with a limit for each unit. */
export function refill(
  world: World,
  by: Account,
  poolId: number,
  amount: Pair,
  maxCost: Pair,
  value: bigint,
  now: bigint,
): void {
  const pool = poolOf(world, poolId);
  demandAmount(amount);
  demand(!underNotice(pool, now), "UnderNotice");
  const price = listedPrice(world, pool.farm, pool.token, farmOf(world, pool.farm).version);
  if (price === undefined) throw new Refused("NotListed");
  demandFreeOnlyByOwner(world, by, pool.tid, amount, price);
  const cost = costOf(amount, price);
  demand(
    UNITS.every((unit) => cost[unit] <= maxCost[unit]),
    "CostTooHigh",
  );
  addTo(world, poolId, amount, cost, now);
  take(world, pool.token, by, total(cost), value);
}

import { Interface } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection } from "../db/database.ts";
import { isOrderDue } from "./decide.ts";

const ORDERS = new Interface(["function execute(uint256 poolId)"]);

/** The first standing order that is due and not resting, as a transaction. */
export async function nextOrder(
  db: Connection,
  contract: Hex,
  now: bigint,
  isResting: (purpose: string) => boolean,
): Promise<Call | undefined> {
  const orders = await db
    .selectFrom("standing_order")
    .selectAll()
    .where("until", ">=", now)
    .orderBy("pool_id")
    .execute();
  for (const order of orders) {
    const purpose = `standing order of pool ${order.pool_id}`;
    if (isResting(purpose)) continue;
    const pool = await db.selectFrom("pool").selectAll().where("pool_id", "=", order.pool_id).executeTakeFirst();
    if (pool === undefined) continue;
    const threebot = await db.selectFrom("threebot").select("owner").where("tid", "=", pool.tid).executeTakeFirst();
    if (!isOrderDue(order, pool, threebot?.owner, now)) continue;
    const data = ORDERS.encodeFunctionData("execute", [order.pool_id]) as Hex;
    return { purpose, to: contract, data };
  }
  return undefined;
}

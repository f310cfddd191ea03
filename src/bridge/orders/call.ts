import { Interface } from "ethers";
import { sql } from "kysely";
import type { Hex } from "../../protocol/hex.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection } from "../db/database.ts";
import type { PoolRow, StandingOrderRow } from "../db/tables.ts";
import { isOrderDue } from "./decide.ts";

type Row = PoolRow &
  Omit<StandingOrderRow, "cus" | "sus" | "max_cu_cost" | "max_su_cost"> & {
    readonly tid_owner: string;
    readonly order_cus: bigint;
    readonly order_sus: bigint;
  };

const ORDERS = new Interface(["function execute(uint256 poolId)"]);

/** The first standing order that is due and not resting, as a transaction. */
export async function nextOrder(
  db: Connection,
  contract: Hex,
  now: bigint,
  isResting: (purpose: string) => boolean,
): Promise<Call | undefined> {
  const { rows } = await sql<Row>`
    select pool.*, threebot.owner as tid_owner,
      standing_order.maker, standing_order.cus as order_cus, standing_order.sus as order_sus, when_seconds_left,
      min_interval, max_total, until, spent, last_run
    from standing_order join pool using (pool_id) left join threebot on threebot.tid = pool.tid
    where until >= ${now} and spent < max_total and last_run + min_interval <= ${now}
      and state = 'active' and evictable_from = 0 and threebot.owner = maker
    order by pool_id
  `.execute(db);
  for (const row of rows) {
    const purpose = `standing order of pool ${row.pool_id}`;
    const order = { ...row, cus: row.order_cus, sus: row.order_sus };
    if (isResting(purpose) || !isOrderDue(order, row, row.tid_owner, now)) continue;
    const data = ORDERS.encodeFunctionData("execute", [row.pool_id]) as Hex;
    return { purpose, to: contract, data };
  }
  return undefined;
}

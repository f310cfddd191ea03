import type { Connection } from "../../db/database.ts";
import type {
  FarmRow,
  NodeRow,
  NonceRow,
  PoolRow,
  PriceRow,
  StandingOrderRow,
  ThreebotKeyRow,
  ThreebotRow,
} from "../../db/tables.ts";
import { Shelf } from "./shelf.ts";

/** The last ids that the contracts have given. They rise by one: what is left out shows. */
export interface LastIds {
  tid: bigint;
  node: bigint;
  pool: bigint;
}

/**
 * The rows that some events may change, in memory: read at once, changed by the rules one event after the other,
 * written at once.
 */
export class Book {
  readonly farmId: bigint;
  readonly lastIds: LastIds;
  readonly threebots = new Shelf<ThreebotRow>("threebot", ["tid"]);
  readonly keys = new Shelf<ThreebotKeyRow>("threebot_key", ["tid", "since_block", "since_log"]);
  readonly farms = new Shelf<FarmRow>("farm", ["farm_id"]);
  readonly prices = new Shelf<PriceRow>("price", ["token"]);
  readonly nodes = new Shelf<NodeRow>("node", ["node_id"]);
  readonly pools = new Shelf<PoolRow>("pool", ["pool_id"]);
  readonly orders = new Shelf<StandingOrderRow>("standing_order", ["pool_id"]);
  readonly nonces = new Shelf<NonceRow>("nonce", ["signer", "nonce"]);

  constructor(farmId: bigint, lastIds: LastIds) {
    this.farmId = farmId;
    this.lastIds = { ...lastIds };
  }

  async save(db: Connection): Promise<void> {
    const { threebots, keys, farms, prices, nodes, pools, orders, nonces } = this;
    for (const shelf of [threebots, keys, farms, prices, nodes, pools, orders, nonces]) await shelf.save(db);
  }
}

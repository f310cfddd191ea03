import type { TypedDataDomain } from "../../../protocol/evm.ts";
import type { Connection } from "../../db/database.ts";
import { EndpointError } from "../../errors.ts";
import type { ChainEvent } from "../decode.ts";
import { Book, type LastIds } from "./book.ts";
import { farmRules } from "./farm.ts";
import { nodeRules } from "./nodes.ts";
import { orderRules } from "./orders.ts";
import { poolRules } from "./pools.ts";
import type { Rules } from "./rules.ts";
import { threebotRules } from "./threebots.ts";

/** Keeps the rows of one farm as the chain's events say. */
export interface Mirror {
  /** Reads the rows that these events may change. */
  readonly open: (db: Connection, lastIds: LastIds, events: readonly ChainEvent[]) => Promise<Book>;
  readonly apply: (book: Book, event: ChainEvent) => void;
}

export function createMirror(farmId: bigint, domain: TypedDataDomain): Mirror {
  const rules: Rules = { ...threebotRules(domain), ...farmRules, ...nodeRules(domain), ...poolRules, ...orderRules };
  return {
    open: async (db, lastIds, events) => {
      const book = new Book(farmId, lastIds);
      const ids = touchedBy(events);
      // The farm and its prices are few rows, and each rule may ask for them.
      await book.farms.load(db);
      await book.prices.load(db);
      await book.threebots.load(db, "tid", ids.tids);
      await book.nodes.load(db, "node_id", ids.nodes);
      await book.pools.load(db, "pool_id", ids.pools);
      await book.orders.load(db, "pool_id", ids.pools);
      return book;
    },
    apply: (book, event) => {
      demandNext(book.lastIds, event);
      rules[event.name]?.(book, event, event.values);
    },
  };
}

/** The first value of an event says whom it is about. */
function touchedBy(events: readonly ChainEvent[]): Record<"tids" | "nodes" | "pools", readonly bigint[]> {
  const tids = new Set<bigint>();
  const nodes = new Set<bigint>();
  const pools = new Set<bigint>();
  for (const { name, values } of events) {
    const [id, ...others] = values;
    if (name === "NodesReported") {
      for (const nodeId of others.flat() as bigint[]) nodes.add(nodeId);
      continue;
    }
    if (typeof id !== "bigint" || id >= 2n ** 63n) continue;
    if (name in TIDS) tids.add(id);
    else if (name.startsWith("Node")) nodes.add(id);
    else if (!name.startsWith("Farm")) pools.add(id);
  }
  return { tids: [...tids], nodes: [...nodes], pools: [...pools] };
}

const TIDS = { ThreebotRegistered: true, KeyRotated: true, TidTransferred: true };

/** Which count an event's id is the next of. */
const COUNTED: Readonly<Record<string, keyof LastIds>> = {
  ThreebotRegistered: "tid",
  NodeAdded: "node",
  Reserved: "pool",
  RefillReserved: "pool",
  Opened: "pool",
};

/** An endpoint that leaves a log out leaves a gap, unless it is the last: then the next one shows it. */
function demandNext(lastIds: LastIds, { name, values, block }: ChainEvent): void {
  const count = COUNTED[name];
  if (count === undefined) return;
  const id = values[0] as bigint;
  if (id !== lastIds[count] + 1n) {
    throw new EndpointError(
      `${name} in block ${block} is of ${count} ${id}, but the last one known is ${lastIds[count]}: events are missing.`,
      "Another endpoint may have them. If all agree, the mirror missed blocks: start over with an empty database.",
    );
  }
  lastIds[count] = id;
}

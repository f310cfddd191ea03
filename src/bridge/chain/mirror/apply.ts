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
  const nodes = nodeRules(domain);
  const rules: Rules = { ...threebotRules(domain), ...farmRules, ...nodes, ...poolRules, ...orderRules };

  /** Most events of a chain are about other farms: their id tells, and they need no decoding. */
  function isAnothers(book: Book, { name, id }: ChainEvent): boolean {
    if (FOUNDING.has(name)) return false;
    if (name in farmRules) return id !== farmId;
    if (name in nodes) return book.nodes.get(id) === undefined;
    return (name in poolRules || name in orderRules) && book.pools.get(id) === undefined;
  }

  return {
    open: async (db, lastIds, events) => {
      const book = new Book(farmId, lastIds);
      const ids = touchedBy(events, farmId);
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
      const rule = rules[event.name];
      if (rule !== undefined && !isAnothers(book, event)) rule(book, event, event.values);
    },
  };
}

/** Events that bring something new, of which no row is known yet. */
const FOUNDING = new Set(["FarmCreated", "NodeAdded", "NodesReported", "Reserved", "Opened"]);

/** The first value of an event says whom it is about. */
function touchedBy(
  events: readonly ChainEvent[],
  farmId: bigint,
): Record<"tids" | "nodes" | "pools", readonly bigint[]> {
  const tids = new Set<bigint>();
  const nodes = new Set<bigint>();
  const pools = new Set<bigint>();
  for (const event of events) {
    const { name, id } = event;
    if (name === "NodesReported") {
      if (id === farmId) for (const nodeId of event.values.slice(1).flat() as bigint[]) nodes.add(nodeId);
    } else if (id < 2n ** 63n) {
      if (name in TIDS) tids.add(id);
      else if (name.startsWith("Node")) nodes.add(id);
      else if (!name.startsWith("Farm")) pools.add(id);
    }
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
function demandNext(lastIds: LastIds, { name, id, block }: ChainEvent): void {
  const count = COUNTED[name];
  if (count === undefined) return;
  if (id !== lastIds[count] + 1n) {
    throw new EndpointError(
      `${name} in block ${block} is of ${count} ${id}, but the last one known is ${lastIds[count]}: events are missing.`,
      "Another endpoint may have them. If all agree, the mirror missed blocks: start over with an empty database.",
    );
  }
  lastIds[count] = id;
}

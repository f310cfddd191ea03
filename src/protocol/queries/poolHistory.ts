// Generated from subgraph/queries/poolHistory.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface PoolHistoryVariables {
  readonly id: string;
  readonly after: string;
}

export interface PoolHistoryAnswer {
  readonly pool: {
    readonly id: string;
    readonly state: "ACTIVE" | "CLOSED" | "EVICTED";
    readonly openedAt: string;
    readonly endedAt: string | null;
    readonly paid: string;
    readonly released: string;
    readonly returned: string;
    readonly escrow: string;
    readonly cuBought: string;
    readonly suBought: string;
    readonly cuDrained: string;
    readonly suDrained: string;
    readonly cuUnconsumed: string;
    readonly suUnconsumed: string;
    readonly events: readonly {
      readonly order: string;
      readonly name: string;
      readonly timestamp: string;
      readonly transaction: string;
      readonly sender: string;
      readonly arguments: string;
    }[];
  } | null;
}

export const poolHistory: Query<PoolHistoryVariables, PoolHistoryAnswer> = {
  text: `# A pool's whole history, its reservation's included. For more than 1,000 events, ask again with the last \`order\`.
query PoolHistory($id: Int8!, $after: Int8!) {
  pool(id: $id) {
    id
    state
    openedAt
    endedAt
    paid
    released
    returned
    escrow
    cuBought
    suBought
    cuDrained
    suDrained
    cuUnconsumed
    suUnconsumed
    events(where: { order_gt: $after }, orderBy: order, orderDirection: asc, first: 1000) {
      order
      name
      timestamp
      transaction
      sender
      arguments
    }
  }
}`,
};

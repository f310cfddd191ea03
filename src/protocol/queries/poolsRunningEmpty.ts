// Generated from subgraph/queries/poolsRunningEmpty.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface PoolsRunningEmptyVariables {
  readonly now: string;
  readonly until: string;
  readonly first: number;
}

export interface PoolsRunningEmptyAnswer {
  readonly pools: readonly {
    readonly id: string;
    readonly emptyAt: string;
    readonly stopAt: string;
    readonly farm: { readonly id: string; readonly name: string };
    readonly threebot: { readonly id: string; readonly owner: string };
    readonly standingOrder: { readonly maker: string; readonly whenSecondsLeft: string } | null;
  }[];
}

export const poolsRunningEmpty: Query<PoolsRunningEmptyVariables, PoolsRunningEmptyAnswer> = {
  text: `# Pools that run dry between two seconds at the rates they have, the first of them first: with \`now\` and \`now\` + 86,400
# those that run empty within a day.
query PoolsRunningEmpty($now: Int8!, $until: Int8!, $first: Int!) {
  pools(
    where: { state: ACTIVE, empty: false, emptyAt_gt: $now, emptyAt_lte: $until }
    orderBy: emptyAt
    orderDirection: asc
    first: $first
  ) {
    id
    emptyAt
    stopAt
    farm {
      id
      name
    }
    threebot {
      id
      owner
    }
    standingOrder {
      maker
      whenSecondsLeft
    }
  }
}`,
};

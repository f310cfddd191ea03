// Generated from subgraph/queries/poolsOfWallet.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface PoolsOfWalletVariables {
  readonly owner: string;
  readonly first: number;
}

export interface PoolsOfWalletAnswer {
  readonly _meta: { readonly block: { readonly number: number; readonly timestamp: number | null } } | null;
  readonly pools: readonly {
    readonly id: string;
    readonly farm: { readonly id: string; readonly name: string; readonly endpoint: string };
    readonly threebot: { readonly id: string };
    readonly currency: { readonly id: string; readonly symbol: string; readonly decimals: number };
    readonly cu: string;
    readonly su: string;
    readonly cuRate: string;
    readonly suRate: string;
    readonly settledAt: string;
    readonly lastReading: string;
    readonly empty: boolean;
    readonly emptyAt: string;
    readonly stopAt: string;
    readonly cuPrice: string;
    readonly suPrice: string;
    readonly upfrontBps: number;
    readonly cuCap: string;
    readonly suCap: string;
    readonly evictableFrom: string;
    readonly evictionLapsesAfter: string;
    readonly standingOrder: {
      readonly whenSecondsLeft: string;
      readonly spent: string;
      readonly maxTotal: string;
      readonly until: string;
    } | null;
  }[];
}

export const poolsOfWallet: Query<PoolsOfWalletVariables, PoolsOfWalletAnswer> = {
  text: `# A wallet's pools, with all that \`poolNow\` needs to tell balances, time left, worth and escrow of any second.
query PoolsOfWallet($owner: Bytes!, $first: Int!) {
  _meta {
    block {
      number
      timestamp
    }
  }
  pools(where: { threebot_: { owner: $owner }, state: ACTIVE }, orderBy: emptyAt, orderDirection: asc, first: $first) {
    id
    farm {
      id
      name
      endpoint
    }
    threebot {
      id
    }
    currency {
      id
      symbol
      decimals
    }
    cu
    su
    cuRate
    suRate
    settledAt
    lastReading
    empty
    emptyAt
    stopAt
    cuPrice
    suPrice
    upfrontBps
    cuCap
    suCap
    evictableFrom
    evictionLapsesAfter
    standingOrder {
      whenSecondsLeft
      spent
      maxTotal
      until
    }
  }
}`,
};

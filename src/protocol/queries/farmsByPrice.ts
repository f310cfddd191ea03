// Generated from subgraph/queries/farmsByPrice.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface FarmsByPriceVariables {
  readonly currency: string;
  readonly first: number;
  readonly skip: number;
}

export interface FarmsByPriceAnswer {
  readonly currency: { readonly symbol: string; readonly decimals: number; readonly known: boolean } | null;
  readonly prices: readonly {
    readonly cuPrice: string;
    readonly suPrice: string;
    readonly farm: {
      readonly id: string;
      readonly name: string;
      readonly endpoint: string;
      readonly createdAt: string;
      readonly upfrontBps: number;
      readonly noticeDays: number;
      readonly cuFree: string;
      readonly suFree: string;
      readonly cuCapacity: string;
      readonly suCapacity: string;
      readonly uptime: string | null;
      readonly uptimeAt: string;
      readonly rating: string | null;
      readonly ratings: number;
      readonly evictions: number;
      readonly poolsOpened: number;
      readonly requests: number;
      readonly acceptances: number;
      readonly rejections: number;
      readonly acceptanceMean: string | null;
      readonly acceptanceTimes: readonly number[];
    };
  }[];
}

export const farmsByPrice: Query<FarmsByPriceVariables, FarmsByPriceAnswer> = {
  text: `# Farms that sell in a currency, the cheapest CU first, with what else a buyer compares. Prices are base units for a
# unit-month; more than 1,000 farms are read page by page, by \`skip\`.
query FarmsByPrice($currency: Bytes!, $first: Int!, $skip: Int!) {
  currency(id: $currency) {
    symbol
    decimals
    known
  }
  prices(
    where: { currency: $currency, listed: true }
    orderBy: cuPrice
    orderDirection: asc
    first: $first
    skip: $skip
  ) {
    cuPrice
    suPrice
    farm {
      id
      name
      endpoint
      createdAt
      upfrontBps
      noticeDays
      cuFree
      suFree
      cuCapacity
      suCapacity
      uptime
      uptimeAt
      rating
      ratings
      evictions
      poolsOpened
      requests
      acceptances
      rejections
      acceptanceMean
      acceptanceTimes
    }
  }
}`,
};

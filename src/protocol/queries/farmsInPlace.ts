// Generated from subgraph/queries/farmsInPlace.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface FarmsInPlaceVariables {
  readonly country: string;
  readonly cuFree: string;
  readonly suFree: string;
  readonly orderBy: string;
  readonly orderDirection: "asc" | "desc";
  readonly first: number;
}

export interface FarmsInPlaceAnswer {
  readonly farms: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: string;
    readonly cuFree: string;
    readonly suFree: string;
    readonly uptime: string | null;
    readonly rating: string | null;
    readonly evictions: number;
    readonly acceptanceMean: string | null;
    readonly acceptanceTimes: readonly number[];
    readonly prices: readonly {
      readonly currency: { readonly id: string; readonly symbol: string; readonly decimals: number };
      readonly cuPrice: string;
      readonly suPrice: string;
    }[];
    readonly nodes: readonly {
      readonly id: string;
      readonly city: string;
      readonly cu: string;
      readonly su: string;
      readonly ipv4Count: number;
      readonly uptime: string | null;
    }[];
  }[];
}

export const farmsInPlace: Query<FarmsInPlaceVariables, FarmsInPlaceAnswer> = {
  text: `# Farms with a listed node in a country and room enough, in any order: \`cuFree\`, \`createdAt\`, \`uptime\`, \`rating\`,
# \`evictions\`, \`acceptanceMean\`.
query FarmsInPlace(
  $country: String!
  $cuFree: Int8!
  $suFree: Int8!
  $orderBy: Farm_orderBy!
  $orderDirection: OrderDirection!
  $first: Int!
) {
  farms(
    where: { nodes_: { country: $country, retired: false }, cuFree_gte: $cuFree, suFree_gte: $suFree }
    orderBy: $orderBy
    orderDirection: $orderDirection
    first: $first
  ) {
    id
    name
    createdAt
    cuFree
    suFree
    uptime
    rating
    evictions
    acceptanceMean
    acceptanceTimes
    prices(where: { listed: true }) {
      currency {
        id
        symbol
        decimals
      }
      cuPrice
      suPrice
    }
    nodes(where: { country: $country, retired: false }) {
      id
      city
      cu
      su
      ipv4Count
      uptime
    }
  }
}`,
};

// Generated from subgraph/queries/farmIncomeByDay.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface FarmIncomeByDayVariables {
  readonly farm: number;
  readonly from: string;
  readonly first: number;
}

export interface FarmIncomeByDayAnswer {
  readonly farmIncomes: readonly {
    readonly timestamp: string;
    readonly currency: { readonly id: string; readonly symbol: string; readonly decimals: number };
    readonly paid: string;
    readonly earned: string;
    readonly returned: string;
  }[];
}

export const farmIncomeByDay: Query<FarmIncomeByDayVariables, FarmIncomeByDayAnswer> = {
  text: `# A farmer's income by day, in each currency. The running day is included; days on which nothing moved have no row.
# \`from\` is in microseconds, like every \`timestamp\` here.
query FarmIncomeByDay($farm: Int!, $from: Timestamp!, $first: Int!) {
  farmIncomes(
    interval: day
    current: include
    where: { farm: $farm, timestamp_gte: $from }
    orderBy: timestamp
    orderDirection: asc
    first: $first
  ) {
    timestamp
    currency {
      id
      symbol
      decimals
    }
    paid
    earned
    returned
  }
}`,
};

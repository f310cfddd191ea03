// Generated from subgraph/queries/farmIncomeByDay.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface FarmIncomeByDayVariables {
  readonly farm: number;
  readonly from: string;
  readonly first: number;
}

export interface FarmIncomeByDayAnswer {
  readonly farmIncomes: readonly {
    readonly begin: string;
    readonly currency: { readonly id: string; readonly symbol: string; readonly decimals: number };
    readonly paid: string;
    readonly earned: string;
    readonly returned: string;
  }[];
}

export const farmIncomeByDay: Query<FarmIncomeByDayVariables, FarmIncomeByDayAnswer> = {
  text: `# A farmer's income by day, in each currency. The running day is included; days on which nothing moved have no row.
query FarmIncomeByDay($farm: Int!, $from: Int8!, $first: Int!) {
  farmIncomes(
    where: { interval: DAY, farm: $farm, begin_gte: $from }
    orderBy: begin
    orderDirection: asc
    first: $first
  ) {
    begin
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

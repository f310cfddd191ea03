// Generated from subgraph/queries/whatToPay.graphql by `npm run subgraph:queries`. Not to be edited.

import type { Query } from "./query.ts";

export interface WhatToPayVariables {
  readonly id: string;
}

export interface WhatToPayAnswer {
  readonly reservation: {
    readonly id: string;
    readonly state: "REQUESTED" | "PAYABLE" | "REJECTED" | "CANCELLED" | "CREDITED" | "REFILLED";
    readonly deadline: string;
    readonly termsHash: string;
    readonly deposit: string | null;
    readonly farm: { readonly id: string; readonly name: string };
    readonly target: { readonly id: string } | null;
    readonly pool: { readonly id: string; readonly state: "ACTIVE" | "CLOSED" | "EVICTED" } | null;
    readonly reached: { readonly id: string } | null;
    readonly reason: string | null;
    readonly quotes: readonly {
      readonly currency: { readonly id: string; readonly symbol: string; readonly decimals: number };
      readonly cuCost: string;
      readonly suCost: string;
      readonly total: string;
      readonly paid: string;
      readonly due: string;
    }[];
    readonly payments: readonly {
      readonly payer: string;
      readonly amount: string;
      readonly currency: { readonly id: string };
      readonly door: "PAY" | "PAY_FOR" | "TRANSFER_AND_CALL" | "NATIVE" | "REFILL" | "OFFER" | "ACCEPTANCE";
      readonly via: "DEPOSIT" | "AUTHORIZATION" | "PERMIT" | null;
      readonly credited: boolean;
      readonly timestamp: string;
      readonly transaction: string;
    }[];
    readonly contributions: readonly {
      readonly payer: string;
      readonly amount: string;
      readonly currency: { readonly id: string };
    }[];
  } | null;
}

export const whatToPay: Query<WhatToPayVariables, WhatToPayAnswer> = {
  text: `# What must I pay for \`p-5\`, where, until when, and how far is it paid?
query WhatToPay($id: Int8!) {
  reservation(id: $id) {
    id
    state
    deadline
    termsHash
    deposit
    farm {
      id
      name
    }
    target {
      id
    }
    pool {
      id
      state
    }
    reached {
      id
    }
    reason
    quotes {
      currency {
        id
        symbol
        decimals
      }
      cuCost
      suCost
      total
      paid
      due
    }
    payments(orderBy: timestamp) {
      payer
      amount
      currency {
        id
      }
      door
      via
      credited
      timestamp
      transaction
    }
    contributions(where: { amount_gt: 0 }) {
      payer
      amount
      currency {
        id
      }
    }
  }
}`,
};

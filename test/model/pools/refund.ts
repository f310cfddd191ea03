import type { Account, Token } from "../names.ts";
import { POOLS } from "../names.ts";
import { demand } from "../refused.ts";
import { demandDestination, transfer } from "../tokens.ts";
import { amountIn, key, type World } from "../world.ts";
import { dealOf } from "./deals.ts";
import type { Deal } from "./records.ts";

/** To the payer alone, wherever he says. */
export function refund(world: World, by: Account, id: number, token: Token, to: Account, now: bigint): void {
  demandDestination(to);
  demand(isRefundable(dealOf(world, id), token, now), "NotRefundable");
  const amount = amountIn(world.contributions, key(id, token, by));
  demand(amount > 0n, "NothingToRefund");
  world.contributions.set(key(id, token, by), 0n);
  transfer(world, token, POOLS, to, amount);
}

/** Dead, or credited in another token. */
function isRefundable(deal: Deal, token: Token, now: bigint): boolean {
  switch (deal.state) {
    case "Rejected":
    case "Cancelled":
      return true;
    case "Requested":
    case "Payable":
      return now > deal.until;
    default:
      return token !== deal.token;
  }
}

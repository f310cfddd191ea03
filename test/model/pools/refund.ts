import type { Account, Token } from "../names.ts";
import { POOLS } from "../names.ts";
import { demand } from "../refused.ts";
import { demandDestination, transfer } from "../tokens.ts";
import { amountIn, key, type World } from "../world.ts";
import { dealOf } from "./deals.ts";
import type { Deal } from "./records.ts";

/** Anyone may have a payer sent what is his. */
export function refund(world: World, id: number, token: Token, payer: Account, now: bigint): void {
  send(world, id, token, payer, payer, now);
}

export function refundTo(world: World, by: Account, id: number, token: Token, to: Account, now: bigint): void {
  demandDestination(to);
  send(world, id, token, by, to, now);
}

function send(world: World, id: number, token: Token, payer: Account, to: Account, now: bigint): void {
  demand(isRefundable(dealOf(world, id), token, now), "NotRefundable");
  const amount = amountIn(world.contributions, key(id, token, payer));
  demand(amount > 0n, "NothingToRefund");
  world.contributions.set(key(id, token, payer), 0n);
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

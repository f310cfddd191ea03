import { WHOLE } from "../bounds.ts";
import { POOLS, type Account, type Token } from "../names.ts";
import { demand } from "../refused.ts";
import { shareOf } from "../registry/shares.ts";
import { demandDestination, transfer } from "../tokens.ts";
import { amountIn, key, type World } from "../world.ts";

/** A payee takes his part of what was released under each of these share tables. */
export function withdraw(
  world: World,
  by: Account,
  farm: number,
  token: Token,
  tables: readonly number[],
  to: Account,
): void {
  demandDestination(to);
  let amount = 0n;
  for (const table of tables) {
    demand(shareOf(world, farm, table, by) > 0n, "NotPayee");
    const earned = earnedBy(world, farm, table, token, by);
    const at = key(farm, table, token, by);
    amount += earned - amountIn(world.withdrawn, at);
    world.withdrawn.set(at, earned);
  }
  demand(amount > 0n, "NothingToWithdraw");
  transfer(world, token, POOLS, to, amount);
}

export function earnedBy(world: World, farm: number, table: number, token: Token, payee: Account): bigint {
  return (amountIn(world.credits, key(farm, table, token)) * shareOf(world, farm, table, payee)) / WHOLE;
}

import { WHOLE } from "./bounds.ts";
import { NATIVE, NOBODY, POOLS, type Account, type Token } from "./names.ts";
import { ceilDiv } from "./pair.ts";
import { demand } from "./refused.ts";
import { amountIn, increase, key, type World } from "./world.ts";

/** What a token of the kind `fee` keeps of each transfer, rounded up. */
export const FEE_BPS = 100n;

export function balanceOf(world: World, token: Token, account: Account): bigint {
  return amountIn(world.balances, key(token, account));
}

/** @returns what came */
export function transfer(world: World, token: Token, from: Account, to: Account, amount: bigint): bigint {
  demand(balanceOf(world, token, from) >= amount, "BalanceTooLow");
  const fee = world.kinds.get(token) === "fee" ? ceilDiv(amount * FEE_BPS, WHOLE) : 0n;
  increase(world.balances, key(token, from), -amount);
  increase(world.balances, key(token, to), amount - fee);
  return amount - fee;
}

/** Takes exactly `cost` from the payer. What he sent of the native coin beyond it stays his. */
export function take(world: World, token: Token, from: Account, cost: bigint, value: bigint): void {
  demandValue(world, token, from, value);
  demand(token !== NATIVE || value >= cost, "ValueTooLow");
  if (cost === 0n) return;
  const came = transfer(world, token, from, POOLS, cost);
  demand(came >= cost, "TooLittleCame");
}

/** Value comes with the native coin only, and only what one has. */
export function demandValue(world: World, token: Token, from: Account, value: bigint): void {
  demand(token === NATIVE || value === 0n, "ValueNotWanted");
  demand(balanceOf(world, NATIVE, from) >= value, "BalanceTooLow");
}

/** Where money may be sent: not into the void, not into the contract itself. */
export function demandDestination(to: Account): void {
  demand(to !== NOBODY && to !== POOLS, "BadDestination");
}

/** The native coin cannot come unasked: without a memo it is refused. */
export function donate(world: World, by: Account, token: Token, amount: bigint): void {
  demand(token !== NATIVE, "NoMemo");
  increase(world.donated, token, transfer(world, token, by, POOLS, amount));
}

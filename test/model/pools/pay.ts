import { idOf } from "../memo.ts";
import { NATIVE, NOBODY, POOLS, type Account, type Guard, type Token } from "../names.ts";
import { min } from "../pair.ts";
import { demand } from "../refused.ts";
import { demandValue, transfer } from "../tokens.ts";
import { increase, key, type World } from "../world.ts";
import { dealOf } from "./deals.ts";
import { complete, dueOf } from "./due.ts";

/** From and for the caller. */
export function pay(
  world: World,
  by: Account,
  memo: string,
  token: Token,
  amount: bigint,
  guard: Guard,
  value: bigint,
  now: bigint,
): void {
  payFor(world, by, idOf(memo), token, amount, by, guard, value, now);
}

/** From the caller, for a beneficiary. All that he names is pulled, and what is not due goes back. */
export function payFor(
  world: World,
  by: Account,
  id: number,
  token: Token,
  amount: bigint,
  beneficiary: Account,
  guard: Guard,
  value: bigint,
  now: bigint,
): void {
  demand(beneficiary !== NOBODY && beneficiary !== POOLS, "BadDestination");
  demandValue(world, token, by, value);
  demand(token !== NATIVE || value === amount, "ValueDiffers");
  count(world, id, token, by, amount, beneficiary, guard, now);
}

/** ERC-1363: the token brings all, and says what came. */
export function transferAndCall(
  world: World,
  by: Account,
  token: Token,
  amount: bigint,
  memo: string,
  now: bigint,
): void {
  demand(token !== NATIVE, "NotAToken");
  count(world, idOf(memo), token, by, amount, by, "any", now);
}

/** The native coin with the memo as calldata. */
export function payNative(world: World, by: Account, memo: string, value: bigint, now: bigint): void {
  payFor(world, by, idOf(memo), NATIVE, value, by, "any", value, now);
}

function count(
  world: World,
  id: number,
  token: Token,
  from: Account,
  amount: bigint,
  payer: Account,
  guard: Guard,
  now: bigint,
): void {
  const due = dueOf(world, id, token, guard, now);
  const came = transfer(world, token, from, POOLS, amount);
  const counted = min(came, due);
  demand(counted > 0n || due === 0n, "NothingPaid");
  if (came > due) transfer(world, token, POOLS, from, came - due);

  const deal = dealOf(world, id);
  const reaches = counted === due;
  if (reaches && deal.state === "Payable") {
    complete(world, id, token, now);
    return;
  }
  increase(world.sums, key(id, token), counted);
  increase(world.contributions, key(id, token, payer), counted);
  if (reaches) world.deals.set(id, { ...deal, reached: token });
}

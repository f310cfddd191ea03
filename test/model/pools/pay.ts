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

/** From the caller, for a beneficiary. Of a token no more than is due is pulled; of the native coin the excess stays. */
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
  const due = dueOf(world, id, token, guard, now);
  const came = transfer(world, token, by, POOLS, min(amount, due));
  count(world, id, token, beneficiary, came, due, now);
}

/** ERC-1363: the token brings all, says what came, and the excess goes back. */
export function transferAndCall(
  world: World,
  by: Account,
  token: Token,
  amount: bigint,
  memo: string,
  now: bigint,
): void {
  demand(token !== NATIVE, "NotAToken");
  const came = transfer(world, token, by, POOLS, amount);
  const id = idOf(memo);
  const due = dueOf(world, id, token, "any", now);
  if (came > due) transfer(world, token, POOLS, by, came - due);
  count(world, id, token, by, min(came, due), due, now);
}

/** The native coin with the memo as calldata. */
export function payNative(world: World, by: Account, memo: string, value: bigint, now: bigint): void {
  payFor(world, by, idOf(memo), NATIVE, value, by, "any", value, now);
}

function count(world: World, id: number, token: Token, payer: Account, came: bigint, due: bigint, now: bigint): void {
  demand(came > 0n || due === 0n, "NothingPaid");
  const deal = dealOf(world, id);
  const reaches = came === due;
  if (reaches && deal.state === "Payable") {
    complete(world, id, token, now);
    return;
  }
  increase(world.sums, key(id, token), came);
  increase(world.contributions, key(id, token, payer), came);
  if (reaches) world.deals.set(id, { ...deal, reached: token });
}

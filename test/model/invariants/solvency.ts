import { POOLS } from "../names.ts";
import { clockOf, isPool, priceOf } from "../pools/deals.ts";
import { earnedBy } from "../pools/income.ts";
import { balanceOf } from "../tokens.ts";
import { amountIn, increase, type World } from "../world.ts";
import { escrowOf } from "../worth.ts";
import { hold, type Law } from "./law.ts";

/** 1: what is held in a token is what it is owed to others, plus what came unasked. */
export const solvency: Law = ({ after }) => {
  const owed = liabilities(after);
  for (const token of after.kinds.keys()) {
    const held = balanceOf(after, token, POOLS) - amountIn(after.donated, token);
    hold(held === amountIn(owed, token), "1: balance = escrow + credits + refundable", token, held, owed.get(token));
  }
};

function liabilities(world: World): Map<string, bigint> {
  const owed = new Map<string, bigint>();
  for (const [id, deal] of world.deals) {
    if (!isPool(deal)) continue;
    increase(owed, deal.token, escrowOf(clockOf(world, id).balance, priceOf(world, id), deal.upfront));
  }
  for (const [at, amount] of world.contributions) {
    const [id = "", token = ""] = at.split("/");
    if (world.deals.get(Number(id))?.token !== token) increase(owed, token, amount);
  }
  for (const [at, amount] of world.credits) increase(owed, at.split("/")[2] ?? "", amount);
  for (const [at, amount] of world.withdrawn) increase(owed, at.split("/")[2] ?? "", -amount);
  for (const [at, amount] of world.owed) increase(owed, at.split("/")[0] ?? "", amount);
  return owed;
}

/** 1, within a farm: no payee has more than his share of what was released under a table. */
export const shares: Law = ({ after }) => {
  for (const [at, amount] of after.withdrawn) {
    const [farm = "", table = "", token = "", payee = ""] = at.split("/");
    const earned = earnedBy(after, Number(farm), Number(table), token, payee);
    hold(amount <= earned, "1: a payee has at most his share", at, amount, earned);
  }
};

import { BALANCE_END, WORTH_END } from "../bounds.ts";
import { touch, type Clock } from "../clock.ts";
import type { Token } from "../names.ts";
import { both, minus, NONE, plus, total, UNITS, type Pair } from "../pair.ts";
import { demand } from "../refused.ts";
import { farmOf } from "../registry/lookups.ts";
import { increase, key, type World } from "../world.ts";
import { escrowOf, mixedPrice } from "../worth.ts";
import { clockOf, historyOf, poolOf, priceOf } from "./deals.ts";

/** Puts a pool's clock forward and books to the farm what left the escrow. */
export function putClock(world: World, id: number, clock: Clock): void {
  put(world, id, clock, priceOf(world, id), NONE, 0n);
}

/** Adds what was bought. The pool is settled first; its mark and its rates stay. */
export function credit(world: World, id: number, added: Pair, paid: Pair, now: bigint): void {
  const clock = touch(clockOf(world, id), now);
  const price = mixedPrice(clock.balance, priceOf(world, id), added, paid);
  const balance = both((unit) => clock.balance[unit] + added[unit]);
  demand(
    UNITS.every((unit) => balance[unit] < BALANCE_END),
    "BalanceTooHigh",
  );
  demand(
    UNITS.every((unit) => price[unit] < WORTH_END),
    "PriceTooHigh",
  );
  const history = historyOf(world, id);
  world.histories.set(id, {
    ...history,
    credits: history.credits + 1,
    bought: plus(history.bought, added),
    paid: history.paid + total(paid),
  });
  put(world, id, { ...clock, balance }, price, added, total(paid));
}

function put(world: World, id: number, clock: Clock, price: Pair, added: Pair, paid: bigint): void {
  const pool = poolOf(world, id);
  const before = { balance: clockOf(world, id).balance, price: priceOf(world, id) };
  const released =
    escrowOf(before.balance, before.price, pool.upfront) + paid - escrowOf(clock.balance, price, pool.upfront);

  const history = historyOf(world, id);
  const drained = minus(plus(before.balance, added), clock.balance);
  world.histories.set(id, {
    ...history,
    drained: plus(history.drained, drained),
    drainedWorth: history.drainedWorth + total(both((unit) => drained[unit] * before.price[unit])),
    released: history.released + released,
  });
  world.clocks.set(id, clock);
  world.worths.set(id, price);
  release(world, pool.farm, pool.token, released);
}

/** Income belongs to those whose share table is in force when it is released. */
function release(world: World, farm: number, token: Token, amount: bigint): void {
  if (amount !== 0n) increase(world.credits, key(farm, farmOf(world, farm).table, token), amount);
}

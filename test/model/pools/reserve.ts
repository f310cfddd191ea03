import { MAX_EPOCH_RISE } from "../bounds.ts";
import { demandAmount } from "../cost.ts";
import { POOLS, type Account, type Token } from "../names.ts";
import { NONE, UNITS, type Pair } from "../pair.ts";
import { demand, Refused } from "../refused.ts";
import { farmOf } from "../registry/lookups.ts";
import { demandNodes } from "../registry/nodes.ts";
import { listedPrice } from "../registry/terms.ts";
import { demandWallet, walletOf } from "../registry/threebots.ts";
import { amountIn, type World } from "../world.ts";
import { deadlineFrom, demandCaps, poolOf, underNotice } from "./deals.ts";

export interface Terms {
  readonly farm: number;
  readonly version: number;
  readonly amount: Pair;
  readonly nodes: readonly number[];
  readonly currencies: readonly Token[];
  readonly cap: Pair;
  readonly refundTo: Account;
}

export function nextId(world: World): number {
  return world.deals.size + 1;
}

export function reserve(world: World, by: Account, terms: Terms, tid: number, epoch: bigint, now: bigint): void {
  demandWallet(world, by, tid);
  const farm = farmOf(world, terms.farm);
  demand(terms.version === farm.version, "TermsChanged");
  demandAmount(terms.amount);
  demandCaps(terms.amount, terms.cap);
  demandNodes(world, terms.farm, terms.nodes);
  demand(terms.refundTo !== POOLS, "BadDestination");
  const rise = epoch - amountIn(world.epochs, tid);
  demand(rise > 0n && rise <= MAX_EPOCH_RISE, "EpochOutOfStep");
  const currencies = terms.currencies.filter(
    (token) => listedPrice(world, terms.farm, token, farm.version) !== undefined,
  );
  demand(currencies.length > 0, "NoCommonCurrency");

  world.epochs.set(tid, epoch);
  world.deals.set(nextId(world), {
    refillOf: 0,
    farm: terms.farm,
    tid,
    version: farm.version,
    nodes: terms.nodes,
    currencies,
    amount: terms.amount,
    upfront: farm.upfront,
    notice: farm.notice,
    cap: terms.cap,
    until: deadlineFrom(now),
    state: "Requested",
  });
}

/** A refill that is paid by memo, at the list price of this block. It needs nobody's consent. */
export function reserveRefill(world: World, by: Account, poolId: number, amount: Pair, now: bigint): void {
  const pool = poolOf(world, poolId);
  demandAmount(amount);
  demand(!underNotice(pool, now), "UnderNotice");
  const { version } = farmOf(world, pool.farm);
  const price = listedPrice(world, pool.farm, pool.token, version);
  if (price === undefined) throw new Refused("NotListed");
  demandFreeOnlyByOwner(world, by, pool.tid, amount, price);

  world.deals.set(nextId(world), {
    refillOf: poolId,
    farm: pool.farm,
    tid: pool.tid,
    version,
    nodes: [],
    currencies: [pool.token],
    amount,
    upfront: pool.upfront,
    notice: pool.notice,
    cap: NONE,
    until: deadlineFrom(now),
    state: "Payable",
  });
}

/** What is free, nobody can have put upon him by a stranger. */
export function demandFreeOnlyByOwner(world: World, by: Account, tid: number, amount: Pair, price: Pair): void {
  const free = UNITS.some((unit) => amount[unit] > 0n && price[unit] === 0n);
  demand(!free || walletOf(world, tid) === by, "FreeOnlyByOwner");
}

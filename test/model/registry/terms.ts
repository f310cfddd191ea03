import { MAX_NOTICE_DAYS, MAX_TOKENS, PRICE_END, WHOLE } from "../bounds.ts";
import type { Account, Token } from "../names.ts";
import type { Pair } from "../pair.ts";
import { demand } from "../refused.ts";
import { key, type World } from "../world.ts";
import { farmOwnedBy } from "./lookups.ts";
import type { PriceChange, PriceEntry } from "./records.ts";

export function demandTerms(upfront: bigint, notice: bigint): void {
  demand(upfront <= WHOLE, "TooManyBps");
  demand(notice >= 1n && notice <= MAX_NOTICE_DAYS, "BadNotice");
}

/** What was made under a version keeps it: prices are only ever added to the history. */
export function setTerms(
  world: World,
  by: Account,
  id: number,
  upfront: bigint,
  notice: bigint,
  changes: readonly PriceChange[],
): void {
  const farm = farmOwnedBy(world, by, id);
  demandTerms(upfront, notice);
  const version = farm.version + 1;
  world.farms.set(id, { ...farm, upfront, notice, version });
  changePrices(world, id, version, changes);
}

export function changePrices(world: World, farm: number, version: number, changes: readonly PriceChange[]): void {
  for (const { token, price, listed } of changes) {
    demand(price.cu < PRICE_END && price.su < PRICE_END, "PriceTooHigh");
    demand(listed || listedPrice(world, farm, token, version) !== undefined, "NotListed");
    const history = world.prices.get(key(farm, token)) ?? [];
    if (history.length === 0) world.tokens.set(key(farm, token), tokensOf(world, farm).length + 1);
    world.prices.set(key(farm, token), [...history, { version, price, listed }]);
  }
  demand(listedTokens(world, farm, version).length <= MAX_TOKENS, "TooManyTokens");
}

function entryAt(world: World, farm: number, token: Token, version: number): PriceEntry | undefined {
  return world.prices.get(key(farm, token))?.findLast((entry) => entry.version <= version);
}

/** What a unit-month costs under a version of the farm's terms, unless the token was not listed then. */
export function listedPrice(world: World, farm: number, token: Token, version: number): Pair | undefined {
  const entry = entryAt(world, farm, token, version);
  return entry?.listed ? entry.price : undefined;
}

function listedTokens(world: World, farm: number, version: number): readonly Token[] {
  return tokensOf(world, farm).filter((token) => listedPrice(world, farm, token, version) !== undefined);
}

/** All that the farm ever listed, which it numbers from 1. */
function tokensOf(world: World, farm: number): readonly Token[] {
  return [...world.tokens.keys()].filter((at) => at.startsWith(`${farm}/`)).map((at) => at.slice(`${farm}/`.length));
}

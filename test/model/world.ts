import type { Clock } from "./clock.ts";
import type { Account, Token } from "./names.ts";
import type { Pair } from "./pair.ts";
import type { Deal, History, PoolOffer } from "./pools/records.ts";
import type { Announcement, Farm, FarmNode, PriceEntry, Share, Threebot } from "./registry/records.ts";

export type TokenKind = "native" | "plain" | "fee";

/** Everything there is. The values are immutable; an act works on a copy of the maps. */
export interface World {
  readonly kinds: Map<Token, TokenKind>;
  readonly balances: Map<string, bigint>;
  readonly donated: Map<Token, bigint>;

  readonly threebots: Map<number, Threebot>;
  readonly farms: Map<number, Farm>;
  readonly nodes: Map<number, FarmNode>;
  /** The numbers that farms give to tokens. */
  readonly tokens: Map<string, number>;
  readonly prices: Map<string, readonly PriceEntry[]>;
  readonly shares: Map<string, readonly Share[]>;
  readonly announced: Map<number, Announcement>;

  readonly deals: Map<number, Deal>;
  readonly clocks: Map<number, Clock>;
  readonly worths: Map<number, Pair>;
  readonly sums: Map<string, bigint>;
  readonly contributions: Map<string, bigint>;
  readonly credits: Map<string, bigint>;
  readonly withdrawn: Map<string, bigint>;
  readonly owed: Map<string, bigint>;
  readonly epochs: Map<number, bigint>;
  readonly nonces: Map<string, true>;
  readonly offered: Map<number, PoolOffer>;
  readonly histories: Map<number, History>;
}

export function newWorld(kinds: ReadonlyMap<Token, TokenKind>, balance: bigint, accounts: readonly Account[]): World {
  const balances = new Map<string, bigint>();
  for (const token of kinds.keys()) for (const account of accounts) balances.set(key(token, account), balance);
  return {
    kinds: new Map(kinds),
    balances,
    donated: new Map(),
    threebots: new Map(),
    farms: new Map(),
    nodes: new Map(),
    tokens: new Map(),
    prices: new Map(),
    shares: new Map(),
    announced: new Map(),
    deals: new Map(),
    clocks: new Map(),
    worths: new Map(),
    sums: new Map(),
    contributions: new Map(),
    credits: new Map(),
    withdrawn: new Map(),
    owed: new Map(),
    epochs: new Map(),
    nonces: new Map(),
    offered: new Map(),
    histories: new Map(),
  };
}

export function copyOf(world: World): World {
  const maps = Object.entries(world).map(([name, map]) => [name, new Map(map as Map<unknown, unknown>)]);
  return Object.fromEntries(maps) as World;
}

/** The key of a map over several things. */
export function key(...parts: readonly (string | number | bigint)[]): string {
  return parts.join("/");
}

export function amountIn<K>(map: ReadonlyMap<K, bigint>, at: K): bigint {
  return map.get(at) ?? 0n;
}

export function increase<K>(map: Map<K, bigint>, at: K, by: bigint): void {
  map.set(at, amountIn(map, at) + by);
}

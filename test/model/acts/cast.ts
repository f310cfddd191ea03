import { NATIVE, type Account, type Token } from "../names.ts";
import { newWorld, type TokenKind, type World } from "../world.ts";

export const FARMERS = ["fay", "finn"] as const;
export const OPERATORS = ["olga", "otto", "oona"] as const;
export const CUSTOMERS = ["ann", "ben", "cid"] as const;
export const PAYEES = ["pia", "pat", "fay"] as const;

export const ACCOUNTS: readonly [Account, ...Account[]] = [
  ...FARMERS,
  ...OPERATORS,
  ...CUSTOMERS,
  "pia",
  "pat",
  "mallory",
];

export const TOKENS: readonly [Token, ...Token[]] = ["dollar", "ether18", "taxed", NATIVE];

export const KINDS: ReadonlyMap<Token, TokenKind> = new Map([
  ["dollar", "plain"],
  ["ether18", "plain"],
  ["taxed", "fee"],
  [NATIVE, "native"],
]);

/** What everybody has of every token: enough for whatever the bounds allow. */
export const PURSE = 2n ** 128n;

export function emptyWorld(): World {
  return newWorld(KINDS, PURSE, ACCOUNTS);
}

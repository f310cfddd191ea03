/** A wallet, by a name that means something to the reader. */
export type Account = string;
export type Token = string;

export const NOBODY: Account = "nobody";
export const POOLS: Account = "pools";
export const NATIVE: Token = "native";

/** Does a payer who names the terms name the right ones? */
export type Guard = "any" | "same" | "other";

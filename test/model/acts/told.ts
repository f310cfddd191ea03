import type { Happening } from "../acts.ts";

/** An act in one line, for people. */
export function told({ act, now }: Happening): string {
  return `${now} ${JSON.stringify(act, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value))}`;
}

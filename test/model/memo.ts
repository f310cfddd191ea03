import { demand } from "./refused.ts";

/** The id that a memo names, strictly `p-(0|[1-9][0-9]*)`. */
export function idOf(memo: string): number {
  const digits = /^p-(0|[1-9][0-9]*)$/.exec(memo)?.[1];
  demand(digits !== undefined && memo === `p-${digits}`, "BadMemo");
  demand(BigInt(digits) <= BigInt(Number.MAX_SAFE_INTEGER), "NoSuchReservation");
  return Number(digits);
}

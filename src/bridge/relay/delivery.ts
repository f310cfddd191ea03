import type { Errand, OutboxRow } from "../db/tables.ts";

/** How one try to tell a node came out. */
export type Attempt =
  | { readonly kind: "accepted" }
  /** The node understood, and will never do it: trying again is for a person to decide. */
  | { readonly kind: "refused"; readonly trouble: string }
  /** Not reached, too slow, busy, or it cannot tell yet. */
  | { readonly kind: "failed"; readonly trouble: string };

export type NextStep =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly at: bigint; readonly trouble: string }
  /** Nothing more happens until an operator says so. */
  | { readonly kind: "park"; readonly trouble: string };

const FIRST_WAIT = 1n;
const LONGEST_WAIT = 600n;
/** A node that was away for so long has lost its place. */
const PATIENCE = 14n * 86_400n;

/** What a node refused to stop is asked for again so often: it costs somebody as long as it runs. */
const STUBBORN_WAIT = 3600n;
/** The node has no such thing. */
const GONE = /^4(04|10):/;

/**
 * What becomes of an errand after a try:
 *
 * 1. accepted: done; so is a delete of what the node does not have
 * 2. refused, and it would have stopped something: again each hour
 * 3. refused: parked
 * 4. failed, and it is two weeks old: parked
 * 5. failed: again after 1, 2, 4 … seconds, at most 10 minutes
 */
export function nextStep(
  attempt: Attempt,
  { kind, attempts, created_at }: Pick<OutboxRow, "kind" | "attempts" | "created_at">,
  now: bigint,
): NextStep {
  switch (attempt.kind) {
    case "accepted":
      return { kind: "done" };
    case "refused": {
      const { trouble } = attempt;
      if (isGone(kind, trouble)) return { kind: "done" };
      const stops = kind === "delete" || kind === "suspend";
      return stops ? { kind: "retry", at: now + STUBBORN_WAIT, trouble } : { kind: "park", trouble };
    }
    case "failed": {
      if (now - created_at >= PATIENCE) return { kind: "park", trouble: attempt.trouble };
      const doubled = attempts < 10n ? FIRST_WAIT << attempts : LONGEST_WAIT;
      const wait = doubled < LONGEST_WAIT ? doubled : LONGEST_WAIT;
      return { kind: "retry", at: now + wait, trouble: attempt.trouble };
    }
  }
}

export function isGone(kind: Errand, trouble: string): boolean {
  return kind === "delete" && GONE.test(trouble);
}

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

/**
 * What becomes of an errand after a try:
 *
 * 1. accepted: done
 * 2. refused: parked
 * 3. failed, and it is two weeks old: parked
 * 4. failed: again after 1, 2, 4 … seconds, at most 10 minutes
 *
 * @param attempts so many failed before
 */
export function nextStep(attempt: Attempt, attempts: bigint, createdAt: bigint, now: bigint): NextStep {
  switch (attempt.kind) {
    case "accepted":
      return { kind: "done" };
    case "refused":
      return { kind: "park", trouble: attempt.trouble };
    case "failed": {
      if (now - createdAt >= PATIENCE) return { kind: "park", trouble: attempt.trouble };
      const doubled = attempts < 10n ? FIRST_WAIT << attempts : LONGEST_WAIT;
      const wait = doubled < LONGEST_WAIT ? doubled : LONGEST_WAIT;
      return { kind: "retry", at: now + wait, trouble: attempt.trouble };
    }
  }
}

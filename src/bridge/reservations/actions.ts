import type { NextAction } from "../db/tables.ts";

/** Nothing more happens to these. */
export function isOver(action: NextAction): boolean {
  return action === "invalid" || action === "deleted";
}

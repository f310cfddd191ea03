import { agreements, states } from "./agreements.ts";
import { capacity, money } from "./conservation.ts";
import { caps, draining, marks, paths } from "./draining.ts";
import type { Law, Step } from "./law.ts";
import { closing, earning } from "./leaving.ts";
import { shares, solvency } from "./solvency.ts";

/** Cheap enough to be asked after every act. */
export const LAWS: readonly Law[] = [
  solvency,
  shares,
  money,
  capacity,
  draining,
  caps,
  marks,
  states,
  agreements,
  earning,
];

/** Laws that try out futures. */
export const LAWS_OF_FUTURES: readonly Law[] = [paths, closing];

export function obey(laws: readonly Law[], step: Step): void {
  for (const law of laws) law(step);
}

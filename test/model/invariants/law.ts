import type { Act } from "../act.ts";
import type { World } from "../world.ts";

/** An act that was done, and the worlds on its two sides. */
export interface Step {
  readonly before: World;
  readonly after: World;
  readonly act: Act;
  readonly now: bigint;
}

/** @throws Broken if the step breaks it */
export type Law = (step: Step) => void;

class Broken extends Error {
  override readonly name = "Broken";
}

export function hold(condition: boolean, law: string, ...facts: readonly unknown[]): void {
  if (!condition) throw new Broken([law, ...facts.map(String)].join(" · "));
}

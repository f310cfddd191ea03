import type { Outcome } from "../apply.ts";
import { apply } from "../apply.ts";
import { BEGINNING, happening, type Happening } from "../acts.ts";
import type { World } from "../world.ts";
import { emptyWorld } from "./cast.ts";
import { Random } from "./random.ts";

export interface Chapter extends Happening {
  readonly before: World;
  readonly outcome: Outcome;
}

/** Where a story stands: so many acts were told. */
export interface Page {
  readonly world: World;
  readonly now: bigint;
  readonly told: number;
}

const FIRST_PAGE: Page = { world: emptyWorld(), now: BEGINNING, told: 0 };

/** Random acts, from an empty world on if nothing else is said; the same for the same seed. */
export function* story(seed: number, length: number, from: Page = FIRST_PAGE): Generator<Chapter> {
  const random = new Random(seed);
  let { world, now } = from;
  for (let count = from.told; count < from.told + length; count++) {
    const next = happening(world, now, count, random);
    const outcome = apply(world, next.act, next.now);
    yield { ...next, before: world, outcome };
    now = next.now;
    if (outcome.ok) world = outcome.world;
  }
}

/** Where a story stands after these chapters. */
export function pageAfter(chapters: readonly Chapter[], from: Page = FIRST_PAGE): Page {
  const last = chapters.at(-1);
  if (last === undefined) return from;
  const world = last.outcome.ok ? last.outcome.world : last.before;
  return { world, now: last.now, told: from.told + chapters.length };
}

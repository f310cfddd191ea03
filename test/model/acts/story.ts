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

/** Random acts from an empty world on, the same for the same seed. */
export function* story(seed: number, length: number): Generator<Chapter> {
  const random = new Random(seed);
  let world = emptyWorld();
  let now = BEGINNING;
  for (let count = 0; count < length; count++) {
    const next = happening(world, now, count, random);
    const outcome = apply(world, next.act, next.now);
    yield { ...next, before: world, outcome };
    now = next.now;
    if (outcome.ok) world = outcome.world;
  }
}

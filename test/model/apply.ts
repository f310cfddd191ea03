import type { Act, ActOf, Kind } from "./act.ts";
import { answers } from "./answers.ts";
import { onClock } from "./bounds.ts";
import { Refused } from "./refused.ts";
import { copyOf, type World } from "./world.ts";

export type Outcome =
  | { readonly ok: true; readonly world: World; readonly answer: unknown }
  | { readonly ok: false; readonly error: string };

type Handler<K extends Kind> = (world: World, act: ActOf<K>, now: bigint) => unknown;

/** The world after an act, or why there is none. The world before is left as it is. */
export function apply(world: World, act: Act, now: bigint): Outcome {
  const draft = copyOf(world);
  try {
    const handler = answers[act.do] as Handler<Kind>;
    return { ok: true, answer: handler(draft, act, onClock(now)), world: draft };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.name };
    throw error;
  }
}

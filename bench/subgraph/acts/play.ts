import type { Random } from "../../../test/model/acts/random.ts";
import type { Call, Miner } from "../chain/miner.ts";
import type { Market, Pool } from "../market/market.ts";
import type { Step } from "./act.ts";
import type { Menu } from "./menu.ts";

export interface Plan {
  readonly menu: Menu;
  /** A block is full when it has so many events. */
  readonly eventsPerBlock: number;
  readonly secondsPerBlock: number;
  /** At most so many pools in one report. */
  readonly readings: number;
  /** Asked before each block, with the events that there are. */
  readonly enough: (events: number) => boolean;
}

/**
 * Fills blocks with acts until there is enough.
 *
 * @returns how many events that brought
 */
export async function play(miner: Miner, market: Market, random: Random, plan: Plan): Promise<number> {
  const { menu, eventsPerBlock, secondsPerBlock, readings, enough } = plan;
  let events = 0;
  while (!enough(events)) {
    const scene = { market, random, now: miner.now + secondsPerBlock, busy: new Set<Pool>(), readings };
    const steps: Step[] = [];
    let expected = 0;
    while (expected < eventsPerBlock) {
      const step = random.weigh(menu)(scene);
      if (step === undefined || step.calls.length === 0) continue;
      steps.push(step);
      expected += step.events;
    }
    events += await mined(miner, market, steps, secondsPerBlock);
  }
  return events;
}

/** Remembers what the contracts told of each step. */
async function mined(miner: Miner, { place }: Market, steps: readonly Step[], seconds: number): Promise<number> {
  const calls: readonly Call[] = steps.flatMap((step) => step.calls);
  const logs = await miner.mine(calls, seconds);
  let [from, events] = [0, 0];
  for (const step of steps) {
    const told = place.told(logs.slice(from, (from += step.calls.length)).flat());
    step.after?.(told);
    events += told.length;
  }
  return events;
}

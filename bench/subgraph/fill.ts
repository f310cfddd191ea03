import { Random } from "../../test/model/acts/random.ts";
import { MIXED, RESERVING } from "./acts/menu.ts";
import { play } from "./acts/play.ts";
import { found } from "./market/found.ts";
import type { Market } from "./market/market.ts";
import type { Filling, Sizes } from "./sizes.ts";
import { setStage, type Stage } from "./stage.ts";

/** A chain with a market on it. */
export interface Filled extends Stage {
  readonly market: Market;
}

const SEED = 1;
const BEGINNING = 1_790_000_000;
/** So that no reader waits for what is not final yet: Ponder counts the newest 65 blocks as such at most. */
const FINAL = 80;

/** Blocks of about 50 events, every five minutes. */
export function fillPacked({ farms, customers, events }: Filling): Promise<Filled> {
  const pace = { eventsPerBlock: 50, secondsPerBlock: 300 };
  const plan = { menu: MIXED, ...pace, readings: 12 };
  return fill({ farms, customers }, pace, (stage, market, random) =>
    play(stage.miner, market, random, { ...plan, enough: (sofar) => sofar >= events }),
  );
}

/** One act to a block; a report names one pool. */
export function fillOnePerBlock({ farms, customers, events }: Filling): Promise<Filled> {
  const pace = { eventsPerBlock: 1, secondsPerBlock: 300 };
  return fill({ farms, customers }, pace, (stage, market, random) =>
    play(stage.miner, market, random, { menu: MIXED, ...pace, readings: 1, enough: (sofar) => sofar >= events }),
  );
}

/** A month of a market with many farms: for 100,000 reservations blocks of 300 events, every forty minutes. */
export function fillStore(
  { farms, customers, reservations }: Sizes["store"],
  progress: (reservations: number) => void,
): Promise<Filled> {
  const pace = { eventsPerBlock: Math.ceil((reservations * 3) / 1000), secondsPerBlock: 2400 };
  return fill({ farms, customers }, pace, (stage, market, random) => {
    const enough = (): boolean => {
      progress(market.asked.length);
      return market.asked.length >= reservations;
    };
    return play(stage.miner, market, random, { menu: RESERVING, ...pace, readings: 30, enough });
  });
}

type Play = (stage: Stage, market: Market, random: Random) => Promise<unknown>;

async function fill(
  size: { readonly farms: number; readonly customers: number },
  pace: { readonly eventsPerBlock: number; readonly secondsPerBlock: number },
  act: Play,
): Promise<Filled> {
  const stage = await setStage(BEGINNING);
  const random = new Random(SEED);
  const market = await found(stage.miner, stage.place, size, pace, random);
  await act(stage, market, random);
  await stage.miner.rest(FINAL);
  return { ...stage, market };
}

import type { Random } from "../../../test/model/acts/random.ts";
import type { Call } from "../chain/miner.ts";
import type { Market, Pool } from "../market/market.ts";
import type { Told } from "../market/place.ts";

/** Where the next act is thought up. */
export interface Scene {
  readonly market: Market;
  readonly random: Random;
  /** Second of the block that it will be in. */
  readonly now: number;
  /** Pools that something happens to in this block: nothing else may, for nobody knows what comes of it. */
  readonly busy: Set<Pool>;
  /** At most so many pools in one report. */
  readonly readings: number;
}

/** One or more transactions, and what to remember of what they told. */
export interface Step {
  readonly calls: readonly Call[];
  /** Events that it will bring. */
  readonly events: number;
  readonly after?: (told: readonly Told[]) => void;
}

/** Thinks of an act, if the market has what it takes. */
export type Act = (scene: Scene) => Step | undefined;

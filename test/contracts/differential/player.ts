import { expect } from "chai";
import { emptyWorld } from "../../model/acts/cast.ts";
import { onClock } from "../../model/bounds.ts";
import type { Chapter } from "../../model/acts/story.ts";
import { told } from "../../model/acts/told.ts";
import type { World } from "../../model/world.ts";
import type { Chain } from "./chain.ts";
import { misreports } from "./events.ts";
import { differences } from "./observation.ts";
import { withNothings } from "./observe-absent.ts";
import { observePools } from "./observe-pools.ts";
import { observeRegistry } from "./observe-registry.ts";
import { observeViews } from "./observe-views.ts";
import { perform } from "./perform.ts";

/** After so many acts all is compared, and not only what the model says has changed. */
const ALL_EVERY = 20;

/** Does on the chain what was done in the model, and finds every difference. */
export class Player {
  readonly #chain: Chain;
  readonly #title: string;
  readonly #hashes = new Map<number, string>();
  #compared = emptyWorld();
  #count = 0;
  #now = 0n;

  constructor(chain: Chain, title: string) {
    this.#chain = chain;
    this.#title = title;
  }

  async play(chapter: Chapter): Promise<void> {
    const { outcome, now } = chapter;
    const where = `${this.#title}, act ${this.#count++}: ${told(chapter)}`;
    const performed = await perform(this.#chain, chapter, this.#hashes, this.#count);
    const reasons = `${performed.ok ? "done" : performed.error}, in the model ${outcome.ok ? "done" : outcome.error}`;
    expect(performed.ok, `${where}: ${reasons}`).to.equal(outcome.ok);
    if (performed.ok && outcome.ok) {
      for (const { name, args } of performed.logs) {
        if (name !== "Reserved" && name !== "RefillReserved") continue;
        this.#hashes.set(Number(args["id"]), String(args["termsHash"]));
      }
      expect(misreports(chapter, performed.logs), where).to.deep.equal([]);
      expect(await this.#compare(outcome.world, this.#compared), where).to.deep.equal([]);
      this.#compared = outcome.world;
    }
    this.#now = onClock(now);
    if (this.#count % ALL_EVERY === 0) await this.#compareAll(this.#compared);
  }

  /** Everything there is at the end, and that there is nothing else. */
  async end(): Promise<void> {
    await this.#compareAll(withNothings(this.#compared));
  }

  /** As if nothing had been compared before, and what the views say of this second. */
  async #compareAll(world: World): Promise<void> {
    expect(await this.#compare(world, emptyWorld()), this.#title).to.deep.equal([]);
    const seen = await differences(this.#chain, observeViews(this.#chain, this.#compared, this.#now));
    expect(seen, `${this.#title}, act ${this.#count}`).to.deep.equal([]);
  }

  async #compare(world: World, old: World): Promise<string[]> {
    const chain = this.#chain;
    return await differences(chain, [...observeRegistry(chain, world, old), ...observePools(chain, world, old)]);
  }
}

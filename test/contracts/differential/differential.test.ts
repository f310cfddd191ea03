import process from "node:process";
import { expect } from "chai";
import hre from "hardhat";
import { emptyWorld } from "../../model/acts/cast.ts";
import { story, type Chapter } from "../../model/acts/story.ts";
import { told } from "../../model/acts/told.ts";
import type { World } from "../../model/world.ts";
import { newChain, type Chain } from "./chain.ts";
import { differences } from "./observation.ts";
import { observePools } from "./observe-pools.ts";
import { observeRegistry } from "./observe-registry.ts";
import { perform, type Performance } from "./perform.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const RUNS = Number(process.env["DIFFERENTIAL_RUNS"] ?? 40);
const ACTS = 100;

/** After so many acts all is compared, and not only what the model says has changed. */
const ALL_EVERY = 20;

describe(`The contracts are the model (${RUNS} runs of ${ACTS} acts from seed ${SEED})`, function () {
  this.timeout(60_000 + RUNS * 10_000);

  let chain: Chain;

  before(async () => {
    chain = await newChain(hre);
  });

  it("12: after every act, to the last unit", async () => {
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      await chain.beginning.restore();
      await play(chain, seed);
    }
  });
});

async function play(chain: Chain, seed: number): Promise<void> {
  const hashes = new Map<number, string>();
  const past: Chapter[] = [];
  let compared = emptyWorld();
  for (const chapter of story(seed, ACTS)) {
    past.push(chapter);
    const where = `seed ${seed}, act ${past.length - 1}: ${told(chapter)}`;
    const performed = await perform(chain, chapter, hashes, past.length);
    expect(performed.ok, `${where}: ${reason(performed)}, in the model ${reason(chapter.outcome)}`).to.equal(
      chapter.outcome.ok,
    );
    if (!chapter.outcome.ok || !performed.ok) continue;
    for (const { name, args } of performed.logs) {
      if (name === "Reserved" || name === "RefillReserved") hashes.set(Number(args["id"]), String(args["termsHash"]));
    }
    const all = past.length % ALL_EVERY === 0 || past.length === ACTS;
    expect(await compare(chain, chapter.outcome.world, all ? emptyWorld() : compared), where).to.deep.equal([]);
    compared = chapter.outcome.world;
  }
}

function reason(outcome: Performance | Chapter["outcome"]): string {
  return outcome.ok ? "done" : outcome.error;
}

async function compare(chain: Chain, world: World, old: World): Promise<string[]> {
  return await differences(chain, [...observeRegistry(chain, world, old), ...observePools(chain, world, old)]);
}

import process from "node:process";
import hre from "hardhat";
import { story } from "../../model/acts/story.ts";
import { newChain, type Chain } from "./chain.ts";
import { Player } from "./player.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const RUNS = Number(process.env["DIFFERENTIAL_RUNS"] ?? 30);
const ACTS = 100;

describe(`The contracts are the model (${RUNS} runs of ${ACTS} acts from seed ${SEED})`, function () {
  this.timeout(60_000 + RUNS * 10_000);

  let chain: Chain;

  before(async () => {
    chain = await newChain(hre);
  });

  it("12: after every act, to the last unit", async () => {
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      await chain.beginning.restore();
      const player = new Player(chain, `seed ${seed}`);
      for (const chapter of story(seed, ACTS)) await player.play(chapter);
      await player.end();
    }
  });
});

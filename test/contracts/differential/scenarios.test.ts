import hre from "hardhat";
import { SCENARIOS } from "../../model/scenarios/all.ts";
import { newChain, type Chain } from "./chain.ts";
import { Player } from "./player.ts";

describe("The contracts are the model, to the last unit", () => {
  let chain: Chain;

  before(async () => {
    chain = await newChain(hre);
  });

  beforeEach(async () => {
    await chain.beginning.restore();
  });

  for (const [sentence, tell] of SCENARIOS) {
    it(sentence, async () => {
      const stage = tell();
      const player = new Player(chain, sentence);
      for (const chapter of stage.chapters) await player.play(chapter);
      await player.end();
    });
  }
});

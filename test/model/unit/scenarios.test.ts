import { SCENARIOS } from "../scenarios/all.ts";

describe("In the model", () => {
  for (const [sentence, tell] of SCENARIOS) {
    it(sentence, () => {
      tell();
    });
  }
});

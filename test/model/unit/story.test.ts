import { expect } from "chai";
import { story } from "../acts/story.ts";
import { told } from "../acts/told.ts";
import { answers } from "../answers.ts";

describe("The stories that random acts tell", () => {
  it("are the same for the same seed", () => {
    const tell = (seed: number): string => Array.from(story(seed, 60), told).join("\n");
    expect(tell(3)).to.equal(tell(3));
    expect(tell(3)).not.to.equal(tell(4));
  });

  it("succeed in most acts, and reach every act and every state", () => {
    const done = new Set<string>();
    const states = new Set<string>();
    let failed = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const { act, outcome } of story(seed, 100)) {
        if (!outcome.ok) failed++;
        else {
          done.add(act.do);
          for (const deal of outcome.world.deals.values()) states.add(deal.state);
        }
      }
    }
    expect(failed).to.be.within(600, 2_400);
    expect([...done]).to.have.members(Object.keys(answers));
    expect(states.size).to.equal(8);
  });
});

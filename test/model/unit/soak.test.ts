import process from "node:process";
import { happening } from "../acts.ts";
import { Random } from "../acts/random.ts";
import { story, type Chapter } from "../acts/story.ts";
import { independent } from "../invariants/independence.ts";
import { LAWS, LAWS_OF_FUTURES, obey } from "../invariants/laws.ts";
import { told } from "../acts/told.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const RUNS = Number(process.env["RUNS"] ?? 200);
const ACTS = 100;

describe(`The model obeys the laws of the market (${RUNS} runs of ${ACTS} acts from seed ${SEED})`, function () {
  this.timeout(RUNS * 1_000);

  it("1 to 9 and 11 after every act", () => {
    soak((chapter) => {
      if (chapter.outcome.ok) obey(LAWS, { ...chapter, after: chapter.outcome.world });
    });
  });

  it("4 and 8 whenever something changed in every tenth act", () => {
    soak((chapter, count) => {
      if (chapter.outcome.ok && count % 10 === 9) obey(LAWS_OF_FUTURES, { ...chapter, after: chapter.outcome.world });
    });
  });

  it("10: nobody stands in another's way", () => {
    soak(({ before, act, now }, count, seed) => {
      const random = new Random(seed * ACTS + count);
      const others = Array.from({ length: 3 }, () => happening(before, now, ACTS, random).act);
      independent(before, act, others, now);
    });
  });
});

function soak(look: (chapter: Chapter, count: number, seed: number) => void): void {
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    const soFar: Chapter[] = [];
    try {
      for (const chapter of story(seed, ACTS)) {
        soFar.push(chapter);
        look(chapter, soFar.length - 1, seed);
      }
    } catch (error) {
      const last = soFar.at(-1);
      throw new Error(`seed ${seed}, act ${soFar.length - 1}: ${last ? told(last) : ""}`, { cause: error });
    }
  }
}

import { expect } from "chai";
import { createAgenda, type Source } from "../../src/bridge/agenda.ts";
import type { Call } from "../../src/bridge/chain/sender.ts";

describe("What the operator's key does next", () => {
  let now = 100n;
  const call = (purpose: string): Call => ({ purpose, to: "0x", data: "0x" });
  const always =
    (...purposes: string[]): Source =>
    (isResting) => {
      const purpose = purposes.find((one) => !isResting(one));
      return Promise.resolve(purpose === undefined ? undefined : call(purpose));
    };
  const take = async (agenda: ReturnType<typeof createAgenda>, count: number): Promise<(string | undefined)[]> => {
    const taken = [];
    for (let at = 0; at < count; at++) taken.push((await agenda.next())?.purpose);
    return taken;
  };

  it("gives each source its turn, and passes those that have nothing", async () => {
    const agenda = createAgenda([always("report"), always(), always("answer")], () => now);
    expect(await take(agenda, 4)).to.deep.equal(["report", "answer", "report", "answer"]);
    expect(
      await take(
        createAgenda([always()], () => now),
        2,
      ),
    ).to.deep.equal([undefined, undefined]);
    expect(
      await take(
        createAgenda([], () => now),
        1,
      ),
    ).to.deep.equal([undefined]);
  });

  it("lets rest for a minute what the contract refuses, and does the others meanwhile", async () => {
    const agenda = createAgenda([always("answer to 1", "answer to 2")], () => now);
    agenda.rest("answer to 1");
    expect(await take(agenda, 2)).to.deep.equal(["answer to 2", "answer to 2"]);
    now += 60n;
    expect(await take(agenda, 1)).to.deep.equal(["answer to 1"]);
  });
});

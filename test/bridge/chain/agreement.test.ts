import { expect } from "chai";
import { agree, type Sighting } from "../../../src/bridge/chain/agreement.ts";
import type { Header } from "../../../src/bridge/chain/answers.ts";

/** A chain written as its blocks, one letter for each: "abc" has c at height 2. */
function sees(name: string, blocks: string | undefined): Sighting {
  const hashOf = (letter: string): Header["hash"] => `0x${letter}`;
  const number = BigInt((blocks?.length ?? 0) - 1);
  const hash = hashOf(blocks?.at(-1) ?? "");
  return {
    name,
    head: blocks === undefined ? undefined : { number, hash, parentHash: "0x", timestamp: 0n, logsBloom: "0x" },
    hashAt: (height) => {
      const letter = blocks?.[Number(height)];
      return letter === undefined ? undefined : hashOf(letter);
    },
  };
}

describe("Which endpoints are believed", () => {
  it("none answers: silent", () => {
    expect(agree([sees("one", undefined), sees("two", undefined)]).kind).to.equal("silent");
    expect(agree([]).kind).to.equal("silent");
  });

  it("one alone is believed", () => {
    const agreement = agree([sees("one", undefined), sees("two", "abc")]);
    expect(agreement).to.deep.include({ kind: "agreed", names: ["two"], odd: [] });
  });

  it("one that lags is on the same chain: the head is the other's, who is asked first", () => {
    const agreement = agree([sees("slow", "ab"), sees("fast", "abcd")]);
    expect(agreement).to.deep.include({ kind: "agreed", names: ["fast", "slow"], odd: [] });
    expect(agreement.kind === "agreed" && agreement.head.number).to.equal(3n);
  });

  it("two on different branches: nobody is believed", () => {
    expect(agree([sees("one", "abc"), sees("two", "abx")])).to.deep.equal({
      kind: "disagreed",
      groups: [["one"], ["two"]],
    });
  });

  it("one of two that is far ahead on a chain of its own is not believed", () => {
    expect(agree([sees("one", "abc"), sees("liar", "xyzxyzxyz")]).kind).to.equal("disagreed");
  });

  it("two of three are the majority, and the third is named", () => {
    const agreement = agree([sees("liar", "abxyz"), sees("one", "abc"), sees("two", "abcd")]);
    expect(agreement).to.deep.include({ kind: "agreed", names: ["two", "one"], odd: ["liar"] });
  });

  it("two against two is no majority", () => {
    const four = [sees("a", "ab"), sees("b", "ab"), sees("c", "ax"), sees("d", "ax")];
    expect(agree(four)).to.deep.equal({
      kind: "disagreed",
      groups: [
        ["a", "b"],
        ["c", "d"],
      ],
    });
  });
});

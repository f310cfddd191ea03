import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { restoreState } from "../../scripts/stack/anvil-state.ts";
import { Folders, refusal } from "./support.ts";

const block = (number: number, timestamp: number) => ({
  header: { number: `0x${number.toString(16)}`, timestamp: `0x${timestamp.toString(16)}` },
});

describe("The file of a chain", () => {
  const folders = new Folders();
  after(() => folders.clear());

  function put(content: string): string {
    const file = join(folders.make(), "state.json");
    writeFileSync(file, content);
    return file;
  }

  it("may be missing", () => {
    expect(restoreState(join(folders.make(), "state.json"))).to.be.false;
  });

  it("keeps the block 0 that was made first", () => {
    const file = put(JSON.stringify({ blocks: [block(0, 30), block(1, 11), block(0, 10), block(0, 20)] }));
    expect(restoreState(file)).to.be.true;
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({ blocks: [block(0, 10), block(1, 11)] });
  });

  it("is taken from its copy where it is half written", () => {
    const file = put(JSON.stringify({ blocks: [block(0, 10)] }));
    restoreState(file);
    writeFileSync(file, '{"blocks":[');
    expect(restoreState(file)).to.be.true;
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({ blocks: [block(0, 10)] });
  });

  it("is said to be damaged where there is no copy either", async () => {
    const file = put("half");
    const { message, remedy } = await refusal(Promise.resolve().then(() => restoreState(file)));
    expect(message).to.equal(`The chain's file ${file} is damaged.`);
    expect(remedy).to.contain("--fresh");
  });
});

import { expect } from "chai";
import type { Endpoint } from "../../../src/bridge/chain/endpoint.ts";
import type { FollowerEvent } from "../../../src/bridge/chain/follower.ts";
import { readPosition } from "../../../src/bridge/chain/position.ts";
import type { Database } from "../../../src/bridge/db/database.ts";
import { ChainMismatch, EndpointError, EndpointRefused } from "../../../src/bridge/errors.ts";
import { story } from "../../model/acts/story.ts";
import { differences } from "../support/compareMirror.ts";
import { newDatabase } from "../support/database.ts";
import { catchUp, TestChain } from "../support/testChain.ts";

type Meddle = Parameters<TestChain["endpoint"]>[1];
type Block = Record<string, string>;

describe("Endpoints that fail, lag or lie", function () {
  this.timeout(60_000);

  let test: TestChain;
  let db: Database;
  let heard: FollowerEvent[];

  before(async () => {
    test = await TestChain.start();
    for (const chapter of story(7, 60)) await test.perform(chapter);
  });
  beforeEach(async () => {
    db = await newDatabase();
    heard = [];
  });
  afterEach(() => db.destroy());

  /** Steps with these endpoints, and says how it came out. */
  async function follow(endpoints: readonly Endpoint[], steps = 30, reorgDepth = 12n): Promise<string> {
    const follower = test.follower(db, { endpoints, reorgDepth, observe: (event) => heard.push(event) });
    let last = "nothing";
    for (let step = 0; step < steps && last !== "current"; step++) {
      try {
        last = (await follower.step()).kind;
      } catch (error) {
        if (!(error instanceof EndpointError)) throw error;
        last = error.message;
      }
    }
    return last;
  }

  const logsOnly =
    (change: (logs: Block[]) => unknown): Meddle =>
    (method, _params, answer) =>
      method === "eth_getLogs" ? change(answer as Block[]) : answer;
  const blocksOnly =
    (change: (block: Block, number: bigint) => unknown): Meddle =>
    (method, _params, answer) => {
      if (method !== "eth_getBlockByNumber" || answer === null) return answer;
      const block = answer as Block;
      return change(block, BigInt(block["number"] ?? 0));
    };

  const lies: Record<string, Meddle> = {
    "leaves out every log": logsOnly(() => []),
    "leaves out one log": logsOnly((logs) => logs.slice(0, -1)),
    "makes up a log": logsOnly((logs) => [...logs, ...logs.slice(-1)]),
    "gives logs of another block": logsOnly((logs) =>
      logs.map((log) => ({ ...log, blockHash: `0x${"9".repeat(64)}` })),
    ),
    "gives logs of another contract": logsOnly((logs) =>
      logs.map((log) => ({ ...log, address: `0x${"9".repeat(40)}` })),
    ),
    "changes what a log says": logsOnly((logs) =>
      logs.map((log) => ({ ...log, topics: (log["topics"] as unknown as string[]).map(() => `0x${"1".repeat(64)}`) })),
    ),
    "gives logs in disorder": logsOnly((logs) => logs.toReversed()),
    "gives no list": logsOnly(() => ({ logs: [] })),
    "answers with nothing": () => undefined,
    "has blocks of another chain": blocksOnly((block) => ({
      ...block,
      hash: `0x${block["hash"]?.slice(2).replaceAll("a", "b")}`,
    })),
    "gives another block than asked for": blocksOnly((block, number) => ({
      ...block,
      number: `0x${(number + 1n).toString(16)}`,
    })),
    "has blooms of zeros": blocksOnly((block) => ({ ...block, logsBloom: `0x${"0".repeat(512)}` })),
    "is silent": () => {
      throw new EndpointError("it is silent", "");
    },
  };

  describe("one of three that", () => {
    for (const [what, meddle] of Object.entries(lies)) {
      it(`${what} changes nothing`, async () => {
        const three = [test.endpoint("liar", meddle), test.endpoint("one"), test.endpoint("two")];
        expect(await follow(three)).to.equal("current");
        expect(await differences(test, db, 1n)).to.deep.equal([]);
      });
    }
  });

  describe("one of two that", () => {
    const stopped = ["answers with nothing", "is silent", "gives no list", "gives logs of another contract"];
    for (const [what, meddle] of Object.entries(lies)) {
      it(`${what} never puts anything wrong into the mirror`, async () => {
        const last = await follow([test.endpoint("liar", meddle), test.endpoint("honest")]);
        if (stopped.includes(what)) expect(last).to.equal("current");
        if (last === "current") expect(await differences(test, db, 1n)).to.deep.equal([]);
        else expect(heard.some(({ kind }) => kind === "contradicted" || kind === "disagreed")).to.equal(true);
      });
    }
  });

  describe("one alone that", () => {
    // Of blocks that may still go every header is read; of older ones only those that have logs.
    const all = 10_000n;
    for (const [what, meddle] of Object.entries(lies)) {
      it(`${what} is noticed, or did no harm`, async () => {
        if ((await follow([test.endpoint("liar", meddle)], 30, all)) === "current") {
          expect(await differences(test, db, 1n)).to.deep.equal([]);
        } else expect(heard.some(({ kind }) => ["failed", "silent", "unlinked"].includes(kind))).to.equal(true);
      });
    }
  });

  it("refused ranges are halved until they are small enough", async () => {
    const narrow: Meddle = (method, params, answer) => {
      const { fromBlock, toBlock } = (params[0] ?? {}) as Block;
      if (method === "eth_getLogs" && BigInt(toBlock ?? 0) - BigInt(fromBlock ?? 0) > 9n) {
        throw new EndpointRefused("query returned more than 10000 results", "");
      }
      return answer;
    };
    expect(await follow([test.endpoint("narrow", narrow)], 200)).to.equal("current");
    expect(await differences(test, db, 1n)).to.deep.equal([]);
  });

  it("a head behind ours takes nothing back", async () => {
    expect(await follow([test.endpoint("here")])).to.equal("current");
    const before = await readPosition(db);
    const lagging: Meddle = blocksOnly((block) => block);
    const behind = test.endpoint("behind", lagging);
    const late: Endpoint = {
      ...behind,
      call: (method, params) =>
        behind.call(
          method,
          params[0] === "latest" ? [`0x${((before?.number ?? 0n) - 3n).toString(16)}`, false] : params,
        ),
    };
    expect(await follow([late], 3)).to.equal("unknown");
    expect(await readPosition(db)).to.deep.equal(before);
  });

  it("a chain that was started over stops it, and changes nothing", async () => {
    await catchUp(test.follower(db));
    const before = await readPosition(db);
    const other = test.endpoint(
      "other",
      blocksOnly((block) => ({ ...block, hash: `0x${"7".repeat(64)}`, parentHash: `0x${"8".repeat(64)}` })),
    );
    const told = await follow([other], 1).catch((error: unknown) => error);
    expect(told).to.be.instanceOf(ChainMismatch).with.property("remedy").that.contains("empty database");
    expect(await readPosition(db)).to.deep.equal(before);
  });
});

import { createServer, type Server } from "node:net";
import { expect } from "chai";
import { type Chain, startChain } from "../../scripts/stack/chain.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { answers, rpc } from "../../scripts/stack/rpc.ts";
import { foundry, missing } from "../../scripts/tools/foundry.mjs";
import { Folders, refusal } from "./support.ts";

interface Block {
  readonly hash: string;
  readonly timestamp: string;
}

const blockAt = async ({ url }: Chain, number: string): Promise<Block> =>
  (await rpc(url, "eth_getBlockByNumber", [number, false])) as Block;

describe("A chain", () => {
  const folders = new Folders();
  after(() => folders.clear());

  for (const withoutAnvil of [false, true]) {
    describe(withoutAnvil ? "of Hardhat" : "of Anvil, where npm has it", () => {
      it("starts twice at once, each with blocks of its own, and is gone when it is stopped", async () => {
        const both = await Promise.all([startChain({ withoutAnvil }), startChain({ withoutAnvil })]);
        const [one, other] = both;
        await rpc(one.url, "evm_mine");
        expect(await rpc(one.url, "eth_blockNumber")).to.equal("0x1");
        expect(await rpc(other.url, "eth_blockNumber")).to.equal("0x0");
        await Promise.all(both.map((chain) => chain.stop()));
        for (const { url } of both) expect(await answers(() => rpc(url, "eth_chainId"))).to.be.false;
      });

      it("begins when it is told to", async () => {
        const chain = await startChain({ withoutAnvil, startsAt: 1_700_000_000 });
        expect(Number((await blockAt(chain, "0x0")).timestamp)).to.equal(1_700_000_000);
        await chain.stop();
      });
    });
  }

  it("says that its port is taken", async () => {
    const port = await freePort();
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const { message, remedy } = await refusal(startChain({ port }));
    server.close();
    expect(message).to.equal(`Port ${port}, for the chain, is taken.`);
    expect(remedy).to.contain("GRANARY_PORT");
  });

  it("has the same blocks after each restart and after SIGKILL, and lives in the present", async function () {
    if (foundry("anvil") === undefined) {
      console.log(`      ${missing("anvil")}`);
      return this.skip();
    }
    const directory = folders.make();
    let chain = await startChain({ directory, startsAt: 1_700_000_000 });
    expect(chain.isResumed).to.be.false;
    await rpc(chain.url, "evm_mine");
    const first = await blockAt(chain, "0x0");
    const last = await blockAt(chain, "0x1");
    await chain.stop();
    for (let time = 0; time < 3; time++) {
      chain = await startChain({ directory, startsAt: 1_700_000_000 });
      expect(chain.isResumed).to.be.true;
      expect((await blockAt(chain, "0x0")).hash).to.equal(first.hash);
      expect((await blockAt(chain, "0x1")).hash).to.equal(last.hash);
      await chain.kill();
    }
    chain = await startChain({ directory });
    await rpc(chain.url, "evm_mine");
    expect(Number((await blockAt(chain, "latest")).timestamp)).to.be.greaterThan(Number(last.timestamp));
    await chain.stop();
  });
});

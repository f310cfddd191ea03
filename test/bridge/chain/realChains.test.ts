import { expect } from "chai";
import { startChain } from "../../../scripts/stack/chain.ts";
import { rpc } from "../../../scripts/stack/rpc.ts";
import { foundry } from "../../../scripts/tools/foundry.mjs";
import { type Endpoint, openEndpoint } from "../../../src/bridge/chain/endpoint.ts";
import { BEGINNING } from "../../model/acts.ts";
import { type Page, pageAfter, story } from "../../model/acts/story.ts";
import { type RemoteGround, groundOf } from "../../subgraph/live/ground.ts";
import { differences } from "../support/compareMirror.ts";
import { newDatabase } from "../support/database.ts";
import { catchUp, TestChain } from "../support/testChain.ts";

const STARTS_AT = Number(BEGINNING - 1_000n);

for (const kind of ["anvil", "hardhat"] as const) {
  describe(`The follower on ${kind}, over HTTP`, function () {
    this.timeout(120_000);

    let chain: Awaited<ReturnType<typeof startChain>>;
    let ground: RemoteGround;
    let test: TestChain;
    let page: Page;
    let second = 0n;

    before(async function () {
      if (kind === "anvil" && foundry("anvil") === undefined) {
        console.log("    skipped: npm has no Anvil for this system");
        return this.skip();
      }
      chain = await startChain({ startsAt: STARTS_AT, withoutAnvil: kind === "hardhat" });
      ground = await groundOf(chain.url, kind);
      test = await TestChain.start(ground);
      await play(50);
    });
    after(async () => {
      ground?.close();
      await chain?.stop();
    });

    async function play(acts: number): Promise<void> {
      const chapters = [...story(3, acts, page)];
      for (const chapter of chapters) {
        // Hardhat's chain wants a second for each block.
        second = chapter.now > second ? chapter.now : second + 1n;
        await test.perform({ ...chapter, now: second });
      }
      page = pageAfter(chapters, page);
    }

    const open = (): Endpoint => openEndpoint(chain.url, test.chain.chainId);

    it("is at its head, and stays there as it grows", async () => {
      const db = await newDatabase();
      const endpoint = open();
      const follower = test.follower(db, { endpoints: [endpoint] });
      for (let round = 0; round < 3; round++) {
        await catchUp(follower);
        expect(await differences(test, db, 1n)).to.deep.equal([]);
        await play(10);
      }
      endpoint.close();
      await db.destroy();
    });

    // What Hardhat's chain cannot: it has snapshots, and the mirror's own tests use them.
    if (kind === "anvil")
      it("follows it back, one to ten blocks deep", async () => {
        const db = await newDatabase();
        const endpoint = open();
        const seen: string[] = [];
        const observe = ({ kind }: { kind: string }): void => void seen.push(kind);
        const follower = test.follower(db, { endpoints: [endpoint], observe });
        await catchUp(follower);
        for (let depth = 1; depth <= 10; depth += 3) {
          await rpc(chain.url, "anvil_reorg", [depth, []]);
          await rpc(chain.url, "evm_mine");
          await catchUp(follower);
          expect(await differences(test, db, 1n), `${depth} deep`).to.deep.equal([]);
        }
        expect(seen.filter((kind) => kind === "reorg")).to.have.length(4);
        endpoint.close();
        await db.destroy();
      });

    it("goes on with the other of two endpoints when one is stopped", async () => {
      const db = await newDatabase();
      const second = await startChain({ startsAt: STARTS_AT - 1 });
      const stopped = openEndpoint(second.url, test.chain.chainId);
      const endpoint = open();
      const follower = test.follower(db, { endpoints: [stopped, endpoint] });
      // Another chain altogether: nothing can be told.
      expect((await follower.step()).kind).to.equal("unknown");
      await second.stop();
      await catchUp(follower);
      expect(await differences(test, db, 1n)).to.deep.equal([]);
      stopped.close();
      endpoint.close();
      await db.destroy();
    });
  });
}

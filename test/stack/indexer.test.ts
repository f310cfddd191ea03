import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { expect } from "chai";
import hre from "hardhat";
import { type Chain, startChain } from "../../scripts/stack/chain.ts";
import { type Database, startDatabase } from "../../scripts/stack/database.ts";
import { findGnd, MISSING_GND } from "../../scripts/stack/gnd.ts";
import { type Indexer, startIndexer } from "../../scripts/stack/indexer.ts";
import { isolator } from "../../scripts/stack/isolation.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { answers, post, rpc } from "../../scripts/stack/rpc.ts";
import { foundry, missing } from "../../scripts/tools/foundry.mjs";
import { buildFixture, Folders, refusal } from "./support.ts";

interface Answer {
  readonly data: { readonly registereds: readonly { readonly tid: string }[] };
}

describe("An indexer", () => {
  const folders = new Folders();
  let chain: Chain;
  let database: Database;
  let fixture: string;

  before(async function () {
    const absent =
      findGnd() === undefined ? MISSING_GND : foundry("anvil") === undefined ? missing("anvil") : undefined;
    if (absent !== undefined) {
      console.log(`    skipped: ${absent}`);
      return this.skip();
    }
    fixture = buildFixture();
    [chain, database] = await Promise.all([startChain(), startDatabase()]);
    await deployRegistry();
  });
  after(async () => {
    await Promise.all(opened.map((indexer) => indexer.stop()));
    await Promise.all([chain?.stop(), database?.stop()]);
    folders.clear();
  });

  /** At the address that the fixture names, which is that of the first contract of the first account. */
  async function deployRegistry(): Promise<void> {
    const { bytecode } = await hre.artifacts.readArtifact("Registry");
    await send({ data: bytecode });
  }

  async function send(transaction: object): Promise<void> {
    const [from] = (await rpc(chain.url, "eth_accounts")) as string[];
    await rpc(chain.url, "eth_sendTransaction", [{ from, gas: "0xe00000", ...transaction }]);
  }

  async function register(): Promise<void> {
    const { ethers } = await import("ethers");
    const { abi } = await hre.artifacts.readArtifact("Registry");
    const data = new ethers.Interface(abi).encodeFunctionData("register", [ethers.randomBytes(32), new Uint8Array(64)]);
    await send({ to: "0x5fbdb2315678afecb367f032d93f642f64180aa3", data });
  }

  /** What a test that failed left running. */
  const opened: Indexer[] = [];

  async function open(name: string, directory?: string): Promise<Indexer> {
    const databaseUrl = await database.open(name);
    const indexer = await startIndexer({ chainUrl: chain.url, databaseUrl, ...(directory && { directory }) });
    opened.push(indexer);
    return indexer;
  }

  async function tids(url: string): Promise<string[]> {
    const answer = (await post(url, { query: "{ registereds(orderBy: tid) { tid } }" })) as Answer;
    return answer.data.registereds.map(({ tid }) => tid);
  }

  it("runs twice at once; each indexes and answers, and follows the head", async () => {
    await register();
    const both = await Promise.all([open("one"), open("two")]);
    for (const indexer of both) {
      const { url, synced } = await indexer.deploy("fixture", fixture);
      await synced();
      expect(await tids(url)).to.deep.equal(["1"]);
    }
    await register();
    const { url, synced } = await both[0].deploy("fixture", fixture);
    await synced();
    expect(await tids(url)).to.deep.equal(["1", "2"]);
    await Promise.all(both.map((indexer) => indexer.stop()));
    expect(await answers(() => post(url, {}))).to.be.false;
  });

  it("goes on where it was after SIGKILL, in a folder of its own, and follows a chain that took blocks back", async () => {
    const directory = folders.make();
    let indexer = await open("restarted", directory);
    let indexed = await indexer.deploy("fixture", fixture);
    await indexed.synced();
    const before = await tids(indexed.url);
    await indexer.kill();
    await register();
    indexer = await open("restarted", directory);
    indexed = await indexer.deploy("fixture", fixture);
    await indexed.synced();
    expect(await tids(indexed.url)).to.have.lengthOf(before.length + 1);
    await rpc(chain.url, "anvil_reorg", [1, []]);
    // graph-node takes another chain for the better one when it is longer.
    await rpc(chain.url, "evm_mine");
    await indexed.synced();
    expect(await tids(indexed.url)).to.deep.equal(before);
    await indexer.stop();
  });

  it("says it when the chain is another, at once and when it starts", async () => {
    const own = await startChain({ startsAt: 1_700_000_000 });
    const databaseUrl = await database.open("another");
    const indexer = await startIndexer({ chainUrl: own.url, databaseUrl });
    const indexed = await indexer.deploy("fixture", fixture);
    await indexed.synced();
    await own.stop();
    const next = await startChain({ port: Number(new URL(own.url).port), startsAt: 1_800_000_000 });
    await rpc(next.url, "evm_mine");
    const messages = [await refusal(indexed.synced(500))];
    await indexer.stop();
    messages.push(await refusal(startIndexer({ chainUrl: next.url, databaseUrl })));
    await next.stop();
    for (const { message, remedy } of messages) {
      expect(message).to.match(
        /^This is another chain: its block 0 is 0x\w{64}, the indexed one began with 0x\w{64}\.$/,
      );
      expect(remedy).to.contain("--fresh");
    }
  });

  it("is reached from the loopback only, where the system lets us", async function () {
    if (isolator() === undefined) {
      console.log("      skipped: this system has no network namespaces for us");
      return this.skip();
    }
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const outside = addresses.find(({ family, internal }) => family === "IPv4" && !internal)?.address;
    const indexer = await open("isolated");
    expect(indexer.isIsolated).to.be.true;
    for (const port of Object.values(indexer.ports)) {
      if (outside !== undefined) expect(await answers(() => fetch(`http://${outside}:${port}/`))).to.be.false;
    }
    expect(await answers(() => fetch(`http://127.0.0.1:${indexer.ports.queries}/`))).to.be.true;
    await indexer.stop();
  });

  it("says that its port is taken", async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const wanted = { chainUrl: chain.url, databaseUrl: await database.open("taken"), port };
    const { message } = await refusal(startIndexer(wanted));
    server.close();
    expect(message).to.equal(`Port ${port}, for GraphQL, is taken.`);
  });
});

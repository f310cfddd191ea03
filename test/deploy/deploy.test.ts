import { expect } from "chai";
import { getCreateAddress } from "ethers";
import { CONTRACTS } from "../../src/protocol/deployment.ts";
import { CHAIN_ID, type Chain, Desk, startChain } from "./support.ts";

const WHOLE = `${CHAIN_ID}.json`;
const PARTIAL = `${CHAIN_ID}.partial.json`;

describe("Deploying", () => {
  let chain: Chain;
  let desk: Desk;

  beforeEach(async () => {
    chain = await startChain();
    desk = new Desk();
  });

  afterEach(async () => {
    await chain.close();
    desk.clear();
  });

  async function blockNumber(): Promise<number> {
    return Number(await chain.send("eth_blockNumber"));
  }

  async function codeAt(address: string): Promise<unknown> {
    return chain.send("eth_getCode", address, "latest");
  }

  describe("on a fresh chain", () => {
    it("deploys all contracts and records where they stand, from which block, by what", async () => {
      await chain.send("hardhat_mine", "0x5");
      const deployment = await desk.run(chain);

      expect(desk.files()).to.deep.equal([WHOLE]);
      expect(desk.read()).to.deep.equal(deployment);
      const { contracts, startBlock, chainId, genesisHash, compiler } = desk.read();
      expect(chainId).to.equal(CHAIN_ID);
      const genesis = (await chain.send("eth_getBlockByNumber", "0x0", false)) as { hash: string };
      expect(genesisHash).to.equal(genesis.hash);
      expect(startBlock).to.equal(6);
      expect(compiler.version).to.match(/^0\.8\.37\+/);
      for (const [index, name] of CONTRACTS.entries()) {
        const { address, deployer, nonce, blockNumber } = contracts[name];
        expect(nonce).to.equal(index);
        expect(blockNumber).to.equal(6 + index);
        expect(address).to.equal(getCreateAddress({ from: deployer, nonce }).toLowerCase());
        expect(await codeAt(address)).not.to.equal("0x");
      }
    });

    it("says what it will cost before it sends anything, and each step", async () => {
      await desk.run(chain);
      expect(desk.lines[0]).to.equal(`chain ${CHAIN_ID}: to deploy ${CONTRACTS.join(", ")}`);
      expect(desk.lines[1]).to.match(
        /^cost: \d+\.\d\d million gas at [\d.]+ gwei: about 0\.\d+ coins; 0x\w+ has 10,000$/,
      );
      for (const name of CONTRACTS) {
        expect(desk.lines.filter((line) => line.startsWith(`${name}: `))).to.have.length(2);
      }
      expect(desk.lines.at(-1)).to.match(/^verified: all 6 contracts/);
    });

    it("only shows the plan in a dry run", async () => {
      expect(await desk.run(chain, { dryRun: true })).to.equal(undefined);
      expect(desk.lines).to.have.length(2);
      expect(await blockNumber()).to.equal(0);
      expect(desk.files()).to.deep.equal([]);
    });

    it("sends nothing without the money for all of it", async () => {
      const [deployer] = (await chain.send("eth_accounts")) as string[];
      await chain.send("hardhat_setBalance", deployer, "0x1");
      const { message } = await desk.stops(chain);
      expect(message).to.match(/^0x\w+ has 0\.000000000000000001 coins, but deploying costs about 0\.\d+\.$/);
      expect(await blockNumber()).to.equal(0);
    });

    it("has nothing to verify", async () => {
      const { message } = await desk.stops(chain, { verifyOnly: true });
      expect(message).to.match(/^Not deployed: Registry, .*Lens/);
      expect(desk.files()).to.deep.equal([]);
    });

    it("stops where the node has no account", async () => {
      const without = await startChain("2030-01-01", []);
      const { message, remedy } = await desk.stops(without);
      expect(message).to.equal("The node has no account to deploy with.");
      expect(remedy).to.contain("GRANARY_DEPLOYER_KEY");
      await without.close();
    });
  });

  describe("again", () => {
    it("changes nothing, on chain or in the record", async () => {
      const first = await desk.run(chain);
      const height = await blockNumber();
      expect(await desk.run(chain)).to.deep.equal(first);
      expect(await desk.run(chain, { verifyOnly: true })).to.deep.equal(first);
      expect(await desk.run(chain, { dryRun: true })).to.deep.equal(first);
      expect(desk.lines).to.have.length(1);
      expect(await blockNumber()).to.equal(height);
      expect(desk.files()).to.deep.equal([WHOLE]);
    });
  });

  describe("after an interruption", () => {
    for (const [done, name] of CONTRACTS.entries()) {
      it(`keeps what stood when ${name} was mined, and deploys the rest`, async () => {
        await desk.interrupt(chain, `${name}: at`);
        expect(desk.files()).to.deep.equal([PARTIAL]);
        await desk.run(chain);
        expect(await blockNumber()).to.equal(CONTRACTS.length);
        expect(desk.files()).to.deep.equal([WHOLE]);
        expect(desk.lines.filter((line) => line.includes(": sent"))).to.have.length(CONTRACTS.length - done - 1);
      });
    }

    it("takes up a transaction that was mined meanwhile", async () => {
      await chain.send("evm_setAutomine", false);
      await desk.interrupt(chain, "Registry: sent");
      await chain.send("evm_mine");
      await chain.send("evm_setAutomine", true);
      await desk.run(chain);
      expect(desk.lines[0]).to.match(/^Registry: 0x\w+, sent by an earlier run, stands$/);
      expect(desk.read().contracts.Registry.nonce).to.equal(0);
      expect(await blockNumber()).to.equal(CONTRACTS.length);
    });

    it("waits for a transaction that is not mined yet", async () => {
      await chain.send("evm_setAutomine", false);
      await desk.interrupt(chain, "Registry: sent");
      const mined: Promise<unknown>[] = [];
      await desk.run(chain, {}, (line) => {
        if (line.endsWith("waits")) mined.push(chain.send("evm_mine"), chain.send("evm_setAutomine", true));
      });
      await Promise.all(mined);
      expect(desk.lines[0]).to.match(/^Registry: 0x\w+, sent by an earlier run, waits$/);
      expect(await blockNumber()).to.equal(CONTRACTS.length);
    });

    it("sends again what the chain has lost", async () => {
      await chain.send("evm_setAutomine", false);
      await desk.interrupt(chain, "Registry: sent");
      await chain.send("hardhat_dropTransaction", desk.lines.at(-1)?.split(" ").at(-1));
      await chain.send("evm_setAutomine", true);
      await desk.run(chain);
      expect(desk.lines[0]).to.match(/^Registry: 0x\w+, sent by an earlier run, lost$/);
      expect(await blockNumber()).to.equal(CONTRACTS.length);
    });

    it("goes on from another account", async () => {
      await desk.interrupt(chain, "Pools: at");
      const [, second] = (await chain.send("eth_accounts")) as string[];
      const provider: typeof chain.provider = {
        request: (request) =>
          request.method === "eth_accounts" ? Promise.resolve([second]) : chain.provider.request(request),
      };
      await desk.run({ provider });
      const { Pools, Doors } = desk.read().contracts;
      expect(Pools.deployer).not.to.equal(Doors.deployer);
      expect(Doors.nonce).to.equal(0);
    });

    it("says that the deployment is not whole when it may only verify", async () => {
      await desk.interrupt(chain, "Pools: at");
      const { message } = await desk.stops(chain, { verifyOnly: true });
      expect(message).to.match(/^Not deployed: Doors, Orders, Lens \(by .*partial\.json\)\.$/);
    });
  });

  describe("when the record does not match the chain", () => {
    let restarted: Chain | undefined;

    beforeEach(async () => {
      await desk.run(chain);
    });

    afterEach(async () => {
      await restarted?.close();
      restarted = undefined;
    });

    it("stops at a chain that was restarted, and says which file to delete", async () => {
      restarted = await startChain("2031-01-01");
      const { message, remedy } = await desk.stops(restarted);
      expect(message).to.contain("its block 0 is");
      expect(remedy).to.contain(`delete ${desk.directory}`);
      expect(await restarted.send("eth_blockNumber")).to.equal("0x0");
    });

    it("stops at a chain that begins with the same block and has nothing on it", async () => {
      restarted = await startChain();
      const { message } = await desk.stops(restarted);
      for (const name of CONTRACTS) expect(message).to.match(new RegExp(`  ${name} at 0x\\w+: there is no code`));
    });

    it("stops at other code", async () => {
      await chain.send("hardhat_setCode", desk.read().contracts.Doors.address, "0x00");
      const { message } = await desk.stops(chain, { verifyOnly: true });
      expect(message).to.match(/says:\n {2}Doors at 0x\w+: the code is not what these sources compile to$/);
    });

    it("stops at the right code with another immutable", async () => {
      const { Doors, Pools } = desk.read().contracts;
      const code = (await codeAt(Doors.address)) as string;
      const other = code.replaceAll(Pools.address.slice(2), "11".repeat(20));
      await chain.send("hardhat_setCode", Doors.address, other);
      expect((await desk.stops(chain)).message).to.contain(`Doors at ${Doors.address}: the code is not`);
    });

    it("stops at an address that the deployer could not have deployed to", async () => {
      desk.tamper(({ contracts }) => {
        if (contracts?.["Lens"]) contracts["Lens"]["nonce"] = 9;
      });
      expect((await desk.stops(chain)).message).to.contain("not the address that");
    });

    it("stops at another transaction and at another block", async () => {
      const { Doors, Orders } = desk.read().contracts;
      desk.tamper(({ contracts }) => {
        if (contracts?.["Doors"]) contracts["Doors"]["transactionHash"] = Orders.transactionHash;
        if (contracts?.["Orders"]) contracts["Orders"]["blockNumber"] = 1;
      });
      const { message } = await desk.stops(chain);
      expect(message).to.contain(`Doors at ${Doors.address}: ${Orders.transactionHash} did not deploy it`);
      expect(message).to.contain(`Orders at ${Orders.address}: deployed in block 5, not 1`);
    });

    it("stops at a record that has lost a contract, and at one that cannot be read", async () => {
      desk.overwrite("{}");
      expect((await desk.stops(chain)).message).to.contain("cannot be read");
      desk.overwrite("not JSON");
      expect((await desk.stops(chain)).message).to.contain("is not JSON");
    });
  });
});

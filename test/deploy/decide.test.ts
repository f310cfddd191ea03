import { expect } from "chai";
import { decide, decideRecord, fateOf } from "../../scripts/deploy/decide.ts";
import type { Progress } from "../../scripts/deploy/record.ts";
import { CONTRACTS, type ContractName, type DeployedContract } from "../../src/protocol/deployment.ts";

const CHAIN = { chainId: 10, genesisHash: "0xaa" } as const;
const FILE = "deployments/10.json";

function contract(nonce: number): DeployedContract {
  return { address: "0x01", transactionHash: "0x02", blockNumber: 3, deployer: "0x04", nonce };
}

function recordOf(...names: ContractName[]): Progress {
  const contracts = Object.fromEntries(names.map((name) => [name, contract(CONTRACTS.indexOf(name))]));
  return { ...CHAIN, contracts };
}

describe("What a deployment run decides", () => {
  it("1: deploys all when nothing is recorded", () => {
    expect(decideRecord(recordOf(), FILE, CHAIN)).to.equal(undefined);
    expect(decide(recordOf(), FILE, {}, false)).to.deep.equal({ kind: "deploy", missing: CONTRACTS });
  });

  it("2: stops at a record of another chain", () => {
    const stop = decideRecord(recordOf(), FILE, { ...CHAIN, chainId: 11 });
    expect(stop?.message).to.equal(`${FILE} is a record of chain 10, but this RPC serves chain 11.`);
  });

  it("3: stops when the chain begins with another block, and says what to do after a restart", () => {
    const stop = decideRecord(recordOf(), FILE, { ...CHAIN, genesisHash: "0xbb" });
    expect(stop?.message).to.contain("its block 0 is 0xaa, here it is 0xbb");
    expect(stop?.remedy).to.contain(`delete ${FILE}`);
  });

  it("4: stops at a contract without one that it needs", () => {
    const stop = decideRecord(recordOf("Registry", "PoolsExtension", "Doors"), FILE, CHAIN);
    expect(stop?.message).to.contain("it has Doors but not Pools");
  });

  it("4: stops at nonces that do not rise", () => {
    const { contracts } = recordOf("Registry", "PoolsExtension", "Pools");
    const record = { ...CHAIN, contracts: { ...contracts, Pools: contract(1) } };
    expect(decideRecord(record, FILE, CHAIN)?.message).to.contain("the nonce of Pools does not rise");
  });

  it("4: lets two deployers have the same nonces", () => {
    const { contracts } = recordOf("Registry", "PoolsExtension");
    const other = { ...contract(0), deployer: "0x05" as const };
    expect(decideRecord({ ...CHAIN, contracts: { ...contracts, Pools: other } }, FILE, CHAIN)).to.equal(undefined);
  });

  it("5: stops at a contract that is not as recorded, and names each fault", () => {
    const faults = { Registry: ["Registry at 0x01: there is no code"], Pools: ["one", "two"] };
    const decision = decide(recordOf("Registry", "PoolsExtension", "Pools"), FILE, faults, false);
    expect(decision).to.have.property("kind", "stop");
    expect(decision).to.have.property(
      "message",
      `The chain is not as ${FILE} says:\n  Registry at 0x01: there is no code\n  one\n  two`,
    );
  });

  it("6: deploys the rest, or says what is missing when it may only verify", () => {
    const record = recordOf("Registry", "PoolsExtension", "Pools", "Doors");
    expect(decide(record, FILE, {}, false)).to.deep.equal({ kind: "deploy", missing: ["Orders", "Lens"] });
    const stop = decide(record, FILE, {}, true);
    expect(stop).to.have.property("message", `Not deployed: Orders, Lens (by ${FILE}).`);
  });

  it("7: has nothing to do when all stands as recorded", () => {
    expect(decide(recordOf(...CONTRACTS), FILE, { Lens: [] }, false)).to.deep.equal({ kind: "complete" });
    expect(decide(recordOf(...CONTRACTS), FILE, {}, true)).to.deep.equal({ kind: "complete" });
  });

  it("tells what became of a transaction left behind", () => {
    expect(fateOf(1, true)).to.equal("stands");
    expect(fateOf(0, true)).to.equal("failed");
    expect(fateOf(undefined, true)).to.equal("waits");
    expect(fateOf(null, false)).to.equal("lost");
  });
});

import { expect } from "chai";
import { connect } from "../../scripts/deploy/chain.ts";
import { inspect } from "../../scripts/deploy/inspect.ts";
import type { Progress } from "../../scripts/deploy/record.ts";
import type { Rehearsed } from "../../scripts/deploy/rehearse.ts";
import { CONTRACTS, type ContractName, type Deployment } from "../../src/protocol/deployment.ts";
import { type Chain, Desk, startChain } from "./support.ts";

describe("Inspecting the chain", () => {
  let chain: Chain;
  let one: Deployment;
  let other: Deployment;

  before(async () => {
    chain = await startChain();
    one = await deployAll();
    other = await deployAll();
  });

  after(async () => {
    await chain.close();
  });

  async function deployAll(): Promise<Deployment> {
    const desk = new Desk();
    await desk.run(chain);
    const deployment = desk.read();
    desk.clear();
    return deployment;
  }

  /** Takes whatever code stands there for the right one, so that only what the contracts answer is left to compare. */
  async function answersOf(contracts: Deployment["contracts"]): Promise<Awaited<ReturnType<typeof inspect>>> {
    const expected = new Map<ContractName, Rehearsed>();
    for (const name of CONTRACTS) {
      const { address } = contracts[name];
      const code = (await chain.send("eth_getCode", address, "latest")) as Rehearsed["code"];
      expected.set(name, { address, code, gas: 0n });
    }
    const record: Progress = { chainId: one.chainId, genesisHash: one.genesisHash, contracts };
    return inspect(connect(chain.provider), record, expected);
  }

  it("finds nothing wrong with two deployments on one chain", async () => {
    for (const { contracts } of [one, other]) {
      expect(Object.values(await answersOf(contracts)).flat()).to.deep.equal([]);
    }
  });

  for (const [strange, askers] of [
    ["Registry", ["PoolsExtension.registry", "Pools.registry"]],
    ["PoolsExtension", ["PoolsExtension.registry", "Pools.extension"]],
    ["Pools", ["Pools.registry", "Pools.extension", "Doors.pools", "Orders.pools", "Lens.pools"]],
    ["Doors", ["Doors.pools", "Lens.doors"]],
    ["Orders", ["Orders.pools"]],
    ["Lens", ["Lens.doors", "Lens.pools"]],
  ] as const) {
    it(`asks each contract for its neighbours: ${strange} of another deployment`, async () => {
      const faults = await answersOf({ ...one.contracts, [strange]: other.contracts[strange] });
      const found = Object.values(faults).flat();
      const asked = found.map((fault) => fault.replace(/^(\w+) at 0x\w+: (\w+)\(\) is 0x\w+, not .*$/, "$1.$2"));
      expect(asked).to.deep.equal(askers);
    });
  }
});

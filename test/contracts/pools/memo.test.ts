import { expect } from "chai";
import hre from "hardhat";
import { Interface, ZeroAddress } from "ethers";
import { readTable } from "../../protocol/support/cases.ts";

// The contracts' side of the table of memos, and why a memo can be calldata: no function begins with its bytes.

interface MemoTable {
  readonly cases: readonly { readonly name: string; readonly hex: string; readonly id?: string }[];
}

const NO_SUCH_RESERVATION = 1n;

describe("memo as calldata", () => {
  async function deployed() {
    const { ethers } = await hre.network.getOrCreate();
    const registry = await ethers.deployContract("Registry");
    const extension = await ethers.deployContract("PoolsExtension", [registry]);
    const pools = await ethers.deployContract("Pools", [registry, extension]);
    return { ethers, pools, errors: await ethers.getContractAt("Errors", pools) };
  }

  for (const { name, hex, id } of readTable<MemoTable>("memo.json").cases) {
    it(name, async () => {
      const { ethers, pools, errors } = await deployed();
      const paying = ethers.provider.call({ to: await pools.getAddress(), data: hex });
      if (id === undefined) await expect(paying).to.be.revertedWithCustomError(errors, "BadMemo").withArgs(hex);
      else
        await expect(paying)
          .to.be.revertedWithCustomError(errors, "NotPayable")
          .withArgs(BigInt(id), ZeroAddress, NO_SUCH_RESERVATION);
    });
  }

  it("has no function whose selector begins with p-", async () => {
    const { abi } = await hre.artifacts.readArtifact("Pools");
    const selectors: string[] = [];
    new Interface(abi).forEachFunction(({ selector }) => selectors.push(selector));
    expect(selectors).to.have.length.above(35);
    expect(selectors.filter((selector) => selector.startsWith("0x702d"))).to.deep.equal([]);
  });
});

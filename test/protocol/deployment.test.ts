import { expect } from "chai";
import { CONTRACTS, parseDeployment } from "../../src/protocol/deployment.ts";

const CONTRACT = {
  address: `0x${"Ab".repeat(20)}`,
  transactionHash: `0x${"cd".repeat(32)}`,
  blockNumber: 7,
  deployer: `0x${"ef".repeat(20)}`,
  nonce: 0,
};

const RECORD = {
  chainId: 10,
  genesisHash: `0x${"01".repeat(32)}`,
  startBlock: 7,
  compiler: { version: "0.8.37", evmVersion: "cancun", viaIR: true, optimizerRuns: 200, bytecodeHash: "none" },
  contracts: Object.fromEntries(CONTRACTS.map((name) => [name, CONTRACT])),
};

describe("The record of a deployment", () => {
  it("is read as it was written, addresses in lower case", () => {
    const { contracts, ...rest } = parseDeployment(JSON.stringify(RECORD));
    expect({ ...rest, contracts: {} }).to.deep.equal({ ...RECORD, contracts: {} });
    expect(contracts.Lens).to.deep.equal({ ...CONTRACT, address: `0x${"ab".repeat(20)}` });
  });

  for (const [field, record] of [
    ["deployment is not JSON", "{"],
    ["deployment is missing", []],
    ["chainId", { ...RECORD, chainId: "10" }],
    ["startBlock", { ...RECORD, startBlock: -1 }],
    ["genesisHash is not text", { ...RECORD, genesisHash: 1 }],
    ["genesisHash", { ...RECORD, genesisHash: "0x01" }],
    ["contracts is missing", { ...RECORD, contracts: undefined }],
    ["contracts.Orders is missing", { ...RECORD, contracts: { ...RECORD.contracts, Orders: undefined } }],
    [
      "contracts.Pools.address",
      { ...RECORD, contracts: { ...RECORD.contracts, Pools: { ...CONTRACT, address: "x" } } },
    ],
    ["contracts.Doors.nonce", { ...RECORD, contracts: { ...RECORD.contracts, Doors: { ...CONTRACT, nonce: 0.5 } } }],
    ["compiler is missing", { ...RECORD, compiler: null }],
    ["compiler has no version", { ...RECORD, compiler: { ...RECORD.compiler, version: 8 } }],
    ["compiler.viaIR", { ...RECORD, compiler: { ...RECORD.compiler, viaIR: "yes" } }],
    ["compiler.optimizerRuns", { ...RECORD, compiler: { ...RECORD.compiler, optimizerRuns: null } }],
  ] as const) {
    it(`names what is wrong: ${field}`, () => {
      const text = typeof record === "string" ? record : JSON.stringify(record);
      expect(() => parseDeployment(text)).to.throw(field);
    });
  }
});

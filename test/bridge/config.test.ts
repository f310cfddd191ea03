import { expect } from "chai";
import { readConfig } from "../../src/bridge/config.ts";
import { ConfigurationError } from "../../src/bridge/errors.ts";
import { CONTRACTS } from "../../src/protocol/deployment.ts";

const SECRET = "ab".repeat(32);
const contract = {
  address: `0x${"12".repeat(20)}`,
  transactionHash: `0x${"34".repeat(32)}`,
  blockNumber: 3,
  deployer: `0x${"56".repeat(20)}`,
  nonce: 0,
};
const deployment = JSON.stringify({
  chainId: 31337,
  genesisHash: `0x${"00".repeat(32)}`,
  startBlock: 3,
  compiler: { version: "0.8.37", evmVersion: "cancun", viaIR: true, optimizerRuns: 200, bytecodeHash: "none" },
  contracts: Object.fromEntries(CONTRACTS.map((name) => [name, contract])),
});
const files: Record<string, string> = { "deployments/31337.json": deployment, "seed.hex": `0x${SECRET}\n` };
const readFile = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  return text;
};
const whole = {
  GRANARY_FARM_ID: "1",
  GRANARY_DEPLOYMENT: "deployments/31337.json",
  GRANARY_RPC_URLS: "http://127.0.0.1:8545, https://rpc.example/v3/key",
  DATABASE_URL: "postgresql://127.0.0.1/granary",
  GRANARY_FARMER_SEED: SECRET,
  GRANARY_OPERATOR_KEY: SECRET,
};

describe("What the bridge is started with", () => {
  const read = (changes: Record<string, string | undefined> = {}): ReturnType<typeof readConfig> =>
    readConfig({ ...whole, ...changes }, readFile);
  const refusal = (changes: Record<string, string | undefined>): string => {
    try {
      read(changes);
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigurationError);
      return (error as Error).message;
    }
    throw new Error("it was taken");
  };

  it("is read, with defaults for what may be left out", () => {
    const config = read();
    expect(config).to.deep.include({ farmId: 1n, host: "127.0.0.1", port: 8300, confirmations: 3n, reorgDepth: 100n });
    expect(config.rpcUrls).to.deep.equal(["http://127.0.0.1:8545", "https://rpc.example/v3/key"]);
    expect(config.deployment.startBlock).to.equal(3);
  });

  it("may have its secrets in files", () => {
    const { farmerKey } = read({ GRANARY_FARMER_SEED: undefined, GRANARY_FARMER_SEED_FILE: "seed.hex" });
    expect(farmerKey.publicKey.bytes).to.deep.equal(read().farmerKey.publicKey.bytes);
  });

  it("tells all that is wrong at once", () => {
    const message = refusal(Object.fromEntries(Object.keys(whole).map((name) => [name, undefined])));
    for (const name of Object.keys(whole)) expect(message).to.contain(`${name} is not set`);
  });

  const wrong: Record<string, [name: string, value: string, told: string]> = {
    "a farm of letters": ["GRANARY_FARM_ID", "one", "must be a whole number from 1"],
    "a farm 0": ["GRANARY_FARM_ID", "0", "must be a whole number from 1"],
    "a port too high": ["GRANARY_BRIDGE_PORT", "65536", "from 0 to 65535"],
    "a deployment that is not there": ["GRANARY_DEPLOYMENT", "nowhere.json", "cannot be read (ENOENT)"],
    "a deployment that is none": ["GRANARY_DEPLOYMENT", "seed.hex", "not JSON"],
    "an endpoint of another kind": ["GRANARY_RPC_URLS", "ws://127.0.0.1", "no http URL"],
    "a seed that is too short": ["GRANARY_FARMER_SEED", "abcd", "64 hexadecimal digits"],
    "a key of 0": ["GRANARY_OPERATOR_KEY", "00".repeat(32), "no private key"],
  };
  for (const [what, [name, value, told]] of Object.entries(wrong)) {
    it(`is refused with ${what}`, () => {
      expect(refusal({ [name]: value })).to.contain(told);
    });
  }

  it("is never repeated where it is secret", () => {
    for (const name of ["GRANARY_FARMER_SEED", "GRANARY_OPERATOR_KEY"]) {
      expect(refusal({ [name]: `${SECRET}0` })).to.not.contain("abab");
    }
    expect(refusal({ GRANARY_RPC_URLS: "rpc.example/v3/key-of-mine" })).to.not.contain("key-of-mine");
  });
});

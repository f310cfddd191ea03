import { expect } from "chai";
import { faultOf } from "../../scripts/check/import-layers.mjs";

const ALLOWED: [file: string, name: string][] = [
  ["src/bridge/relay/outbox.ts", "../../protocol/memo.ts"],
  ["src/bridge/relay/outbox.ts", "../common.ts"],
  ["src/cli/pay.ts", "../sdk/pay.ts"],
  ["src/protocol/evm.ts", "ethers"],
  ["src/protocol/ed25519.ts", "@noble/ed25519"],
  ["src/protocol/ed25519.ts", "sodium-native"],
  ["src/protocol/sealedBox.ts", "@noble/curves/ed25519.js"],
  ["src/node/main.ts", "node:fs"],
  ["scripts/bench.ts", "../src/bridge/main.ts"],
];

const REFUSED: [file: string, name: string, fault: string][] = [
  ["src/node/main.ts", "../bridge/main.ts", "src/node must not import src/bridge"],
  ["src/sdk/pay.ts", "../bridge/main.ts", "src/sdk must not import src/bridge"],
  ["src/protocol/memo.ts", "../sdk/pay.ts", "src/protocol must not import src/sdk"],
  [
    "src/protocol/memo.ts",
    "../../test/support/a.ts",
    "src/protocol imports test/support/a.ts, which is no layer of src/",
  ],
  ["src/protocol/memo.ts", "node:fs", "src/protocol is pure and must not import node:fs"],
  ["src/protocol/memo.ts", "ethersproject", "src/protocol is pure and must not import ethersproject"],
  ["src/node/main.ts", "sodium-native", "only src/protocol/ed25519.ts may import sodium-native"],
  ["src/bridge/a.ts", "@noble/curves/ed25519.js", "only src/protocol/sealedBox.ts may import @noble/curves/ed25519.js"],
  ["src/protocol/ed25519.ts", "@noble/curves/a.js", "only src/protocol/sealedBox.ts may import @noble/curves/a.js"],
  ["src/bridge/a.ts", "tweetnacl", "nothing may import tweetnacl"],
];

describe("imports", () => {
  for (const [file, name] of ALLOWED) {
    it(`lets ${file} import ${name}`, () => {
      expect(faultOf(file, name)).to.equal(undefined);
    });
  }

  for (const [file, name, fault] of REFUSED) {
    it(`refuses ${name} in ${file}`, () => {
      expect(faultOf(file, name)).to.equal(fault);
    });
  }
});

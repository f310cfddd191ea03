import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { eventsOf, flattened, manifestSignature, testSignature } from "../../scripts/subgraph/abi.ts";
import { manifest, SOURCES, type SourceEvents } from "../../scripts/subgraph/manifest.ts";
import { networkOf } from "../../scripts/subgraph/networks.ts";
import { SubgraphError } from "../../scripts/subgraph/errors.ts";
import { TEST_DEPLOYMENT } from "../../scripts/subgraph/testDeployment.ts";

const EVENT = {
  type: "event",
  name: "Shared",
  anonymous: false,
  inputs: [
    { name: "id", type: "uint32", indexed: true },
    {
      name: "shares",
      type: "tuple[]",
      indexed: false,
      components: [
        { name: "payee", type: "address" },
        { name: "bps", type: "uint16" },
      ],
    },
    { name: "setup", type: "tuple", indexed: false, components: [{ name: "ips", type: "uint32[]" }] },
  ],
} as const;

const EVENTS = Object.fromEntries(SOURCES.map((name) => [name, [EVENT]])) as unknown as SourceEvents;

describe("the subgraph's manifest", () => {
  it("names events as graph-node does, structs by their types", () => {
    expect(manifestSignature(EVENT)).to.equal("Shared(indexed uint32,(address,uint16)[],(uint32[]))");
  });

  it("takes structs apart for `gnd test`, a list of structs into lists", () => {
    expect(testSignature(flattened(EVENT))).to.equal(
      "Shared(uint32 indexed id, address[] shares_payee, uint16[] shares_bps, uint32[] setup_ips)",
    );
  });

  it("leaves functions and errors out", () => {
    expect(eventsOf([EVENT, { type: "function" }, { type: "error" }])).to.deep.equal([EVENT]);
  });

  it("has each contract at its address from the deployment's first block, and a handler for each event", () => {
    const text = manifest({ deployment: TEST_DEPLOYMENT, network: "local", events: EVENTS });
    for (const name of SOURCES) {
      const { address } = TEST_DEPLOYMENT.contracts[name];
      expect(text).to.include(`    name: ${name}\n    network: local\n`);
      expect(text).to.include(
        `address: "${address}"\n      abi: ${name}\n      startBlock: ${TEST_DEPLOYMENT.startBlock}`,
      );
    }
    expect(text.match(/handler: handleShared/g)).to.have.length(SOURCES.length);
    expect(text).to.include("specVersion: 1.4.0").and.include("apiVersion: 0.0.9");
    expect(text).not.to.match(/callHandlers|fulltext|nonFatalErrors|blockHandlers/);
  });

  it("tells Pools' mapping where Doors stands, which deposit addresses follow from", () => {
    const text = manifest({ deployment: TEST_DEPLOYMENT, network: "local", events: EVENTS });
    expect(text).to.include(`doors:\n        type: Bytes\n        data: "${TEST_DEPLOYMENT.contracts.Doors.address}"`);
  });

  it("knows the networks' names, and says what to do about others", () => {
    expect(networkOf(31337, { "31337": "local" })).to.equal("local");
    expect(() => networkOf(5, {})).to.throw(SubgraphError, "no name for chain 5");
  });
});

describe("the subgraph's mappings", () => {
  const read = (folder: string): string =>
    readdirSync(new URL(`../../subgraph/${folder}/`, import.meta.url))
      .map((file) => readFileSync(new URL(`../../subgraph/${folder}/${file}`, import.meta.url), "utf8"))
      .join("\n");

  it("ask the chain nothing: no contract is bound, no call is made", () => {
    expect(read("src/unpack") + read("src/rule") + read("src/store")).not.to.match(/\.bind\(|try_|ethereum\.call/);
  });

  it("load and save in one layer only", () => {
    expect(read("src/unpack")).not.to.match(/\.save\(\)|store\.remove/);
    expect(read("src/rule")).not.to.match(/generated\/|\.\.\/store/);
  });

  it("make ids in one file only", () => {
    const others = readdirSync(new URL("../../subgraph/src/store/", import.meta.url)).filter(
      (file) => file !== "ids.ts",
    );
    for (const file of others) {
      const text = readFileSync(new URL(`../../subgraph/src/store/${file}`, import.meta.url), "utf8");
      expect(text, file).not.to.match(/\.concat\(|concatI32/);
    }
  });
});

describe("the subgraph's schema", () => {
  const schema = readFileSync(new URL("../../subgraph/schema.graphql", import.meta.url), "utf8");

  it("documents every type and every field", () => {
    const bare = schema
      .split("\n")
      .filter((line, index, lines) => /^( {2}\w+: |type |enum )/.test(line) && !/"$/.test(lines[index - 1] ?? ""));
    expect(bare).to.deep.equal([]);
  });

  it("says of every entity whether it is immutable", () => {
    expect(schema.match(/@entity(?!\(immutable: (true|false)\))/g)).to.equal(null);
  });
});

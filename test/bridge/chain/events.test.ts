import { expect } from "chai";
import { Interface } from "ethers";
import hre from "hardhat";
import { ORDERS_EVENTS, POOLS_EVENTS, REGISTRY_EVENTS } from "../../../src/protocol/events.ts";

describe("The events that the bridge reads", () => {
  const declared = { IRegistry: REGISTRY_EVENTS, IPools: POOLS_EVENTS, IOrders: ORDERS_EVENTS };
  for (const [contract, events] of Object.entries(declared)) {
    it(`are ${contract}'s, to the letter`, async () => {
      const { abi } = await hre.artifacts.readArtifact(contract);
      const compiled = new Interface(abi);
      for (const event of new Interface(events).fragments) {
        expect(event.format("full")).to.equal(compiled.getEvent(event.format("sighash"))?.format("full"));
      }
    });
  }
});

import { expect } from "chai";
import type { Hex } from "../../../src/protocol/hex.ts";
import { formatMemo } from "../../../src/protocol/memo.ts";
import { refillTermsHash, type Terms, termsHash } from "../../../src/protocol/terms.ts";
import {
  COINS,
  eventOf,
  type Market,
  mined,
  MONTH,
  mutable,
  openMarket,
  PROOF,
  reserveAccepted,
  someTerms,
} from "./support.ts";

describe("Terms that wallets hash", () => {
  let market: Market;

  before(async () => {
    market = await openMarket();
  });

  after(async () => {
    await market.connection.close();
  });

  async function reserved(terms: Terms): Promise<Record<string, unknown>> {
    const { pools, customer } = market;
    const epoch = (await pools.epochOf(1n)) + 1n;
    return eventOf(
      pools,
      await mined(await pools.connect(customer).reserve(mutable(terms), 1n, epoch, PROOF)),
      "Reserved",
    );
  }

  it("have the hash that the event tells", async () => {
    const { registry, farmer, ethers } = market;
    const info = { cru: 8n, mru: 32n, sru: 1_000n, hru: 0n, country: "0x4245", city: "Ghent", ipv4s: [] };
    for (const key of ["a", "b", "c"]) await registry.connect(farmer).addNode(1n, ethers.id(key), 2n, info, PROOF);
    const some = someTerms(market);
    for (const terms of [
      some,
      { ...some, nodeIds: [1n, 3n] },
      { ...some, currencies: some.currencies.slice(1), sus: 0n, suCap: 0n },
      { ...some, refundTo: farmer.address as Hex, signingRequestHash: ethers.id("a quorum") as Hex },
      { ...some, cus: 2n ** 44n - 1n, sus: 2n ** 44n - 1n, cuCap: 2n ** 32n - 1n, suCap: 2n ** 32n - 1n },
    ]) {
      expect((await reserved(terms))["termsHash"]).to.equal(termsHash(1n, terms));
    }
  });

  it("name the threebot as well", async () => {
    const { termsHash: told } = await reserved(someTerms(market));
    expect(told).not.to.equal(termsHash(2n, someTerms(market)));
  });

  it("guard a payment: these pay, others are refused", async () => {
    const { pools, payer, farmer } = market;
    const terms = someTerms(market);
    const { id } = await reserved(terms);
    const memo = formatMemo(id as bigint);
    const pay = pools.connect(payer)["pay(string,address,uint256,bytes32)"];
    const { ZeroAddress } = market.ethers;
    const errors = await market.ethers.getContractFactory("Errors");
    const another = pay(memo, ZeroAddress, 5n, termsHash(2n, terms), { value: 5n });
    await expect(another).to.be.revertedWithCustomError(errors, "NotPayable");
    await pay(memo, ZeroAddress, 5n, termsHash(1n, terms), { value: 5n });
    expect(await pools.contributionOf(id as bigint, ZeroAddress, payer.address)).to.equal(5n);
    await pools.connect(farmer).accept(id as bigint, termsHash(1n, terms));
  });

  it("lead to the deposit address that a plain transfer pays", async () => {
    const { pools, doors, payer, ethers } = market;
    const terms = someTerms(market);
    const id = await reserveAccepted(market, terms);
    const deposit = await doors.depositAddress(id, termsHash(1n, terms));
    await payer.sendTransaction({ to: deposit, value: COINS.cu + COINS.su });
    const receipt = await mined(await doors.sweep(id, 1n, mutable(terms), ethers.ZeroAddress));
    expect(eventOf(pools, receipt, "Credited")).to.include({ poolId: id, payer: market.customer.address });
  });

  it("of a refill have the hash that the event tells", async () => {
    const { pools, payer, ethers } = market;
    const poolId = await reserveAccepted(market);
    const value = COINS.cu + COINS.su;
    await pools.connect(payer)["pay(string,address,uint256)"](formatMemo(poolId), ethers.ZeroAddress, value, { value });
    const sent = await pools.connect(payer).reserveRefill(poolId, MONTH, 7n);
    const { termsHash: told } = eventOf(pools, await mined(sent), "RefillReserved");
    const terms = { poolId, cus: MONTH, sus: 7n, termsVersion: 1n, refundTo: payer.address as Hex };
    expect(told).to.equal(refillTermsHash(1n, terms));
  });
});

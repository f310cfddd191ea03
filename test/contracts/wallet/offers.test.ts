import { expect } from "chai";
import { SigningKey, TypedDataEncoder } from "ethers";
import {
  type Cap,
  CAP_FIELDS,
  capDigest,
  granaryDomain,
  nodeIdsHash,
  type Offer,
  OFFER_FIELDS,
  offerDigest,
} from "../../../src/protocol/eip712.ts";
import { typedDataTypes } from "../../../src/protocol/evm.ts";
import { CHAIN_ID, eventOf, type Market, mined, MONTH, openMarket } from "./support.ts";

const OFFER_TYPES = typedDataTypes("Offer", OFFER_FIELDS);
const CAP_TYPES = typedDataTypes("Cap", CAP_FIELDS);

describe("Offers and caps that wallets sign", () => {
  let market: Market;
  let domain: ReturnType<typeof granaryDomain>;
  let nextNonce = 1n;

  before(async () => {
    market = await openMarket();
    domain = granaryDomain(CHAIN_ID, market.poolsAddress);
    await market.dollar.connect(market.customer).approve(market.poolsAddress, 2n ** 256n - 1n);
  });

  after(async () => {
    await market.connection.close();
  });

  function someOffer(changes: Partial<Offer> = {}): Offer {
    return {
      farmId: 1n,
      customerTid: 1n,
      poolId: 0n,
      cus: MONTH,
      sus: MONTH,
      nodeIdsHash: nodeIdsHash([]),
      cuCap: 1_000n,
      suCap: 1_000n,
      token: market.dollarAddress,
      cuAmount: 1_000n,
      suAmount: 500n,
      upfrontBps: 2_000n,
      noticeDays: 7n,
      nonce: nextNonce++,
      signerEpoch: 1n,
      deadline: 2n ** 32n - 1n,
      ...changes,
    };
  }

  async function take(offer: Offer, signature: string, nodeIds: bigint[] = []): Promise<bigint> {
    const { pools, customer, farmer } = market;
    const sent = await pools.connect(customer).buy(offer, 1n, nodeIds, farmer.address, signature);
    const { poolId } = eventOf(pools, await mined(sent), "Opened");
    return poolId as bigint;
  }

  it("have the domain that Pools has", async () => {
    expect(TypedDataEncoder.hashDomain({ ...domain })).to.equal(await market.pools.domainSeparator());
  });

  it("are taken as a wallet signs them (eth_signTypedData_v4)", async () => {
    const offer = someOffer();
    const signature = await market.farmer.signTypedData(domain, OFFER_TYPES, offer);
    const poolId = await take(offer, signature);
    const [, , deal] = await market.pools.slotsOf(poolId);
    expect(deal & 0xffffffffn).to.equal(1n);
  });

  it("are taken as a bridge signs them, over the digest", async () => {
    const { farmer } = market;
    for (const changes of [
      {},
      { customerTid: 0n, upfrontBps: 10_000n, noticeDays: 365n },
      { cus: 2n ** 44n - 1n, cuCap: 2n ** 32n - 1n, cuAmount: 0n },
      { sus: 0n, suCap: 0n, suAmount: 0n, nonce: 2n ** 256n - 1n },
    ]) {
      const offer = someOffer(changes);
      const digest = offerDigest(domain, offer);
      expect(digest).to.equal(TypedDataEncoder.hash(domain, OFFER_TYPES, offer));
      await take(offer, new SigningKey(farmer.privateKey).sign(digest).serialized);
    }
  });

  it("name nodes by a hash that Pools agrees with", async () => {
    const { registry, farmer } = market;
    const info = { cru: 8n, mru: 32n, sru: 1_000n, hru: 0n, country: "0x4245", city: "Ghent", ipv4s: [] };
    for (const key of ["a", "b"]) {
      await registry.connect(farmer).addNode(1n, market.ethers.id(key), 2n, info, `0x${"00".repeat(64)}`);
    }
    const offer = someOffer({ nodeIdsHash: nodeIdsHash([1n, 2n]) });
    await take(offer, await farmer.signTypedData(domain, OFFER_TYPES, offer), [1n, 2n]);
  });

  it("are refused with one bit changed", async () => {
    const { pools, customer, farmer } = market;
    const offer = someOffer();
    const signature = await farmer.signTypedData(domain, OFFER_TYPES, offer);
    const errors = await market.ethers.getContractFactory("Errors");
    for (const changed of [
      { ...offer, cuCap: 1_001n },
      { ...offer, nonce: offer.nonce ^ 1n },
      { ...offer, noticeDays: 6n },
    ]) {
      await expect(pools.connect(customer).buy(changed, 1n, [], farmer.address, signature))
        .to.be.revertedWithCustomError(errors, "BadSignature")
        .withArgs(farmer.address);
    }
  });

  it("lower a cap by the owner's signature, brought by anybody", async () => {
    const { pools, customer, farmer, payer } = market;
    const offer = someOffer();
    const poolId = await take(offer, await farmer.signTypedData(domain, OFFER_TYPES, offer));
    const lower: Cap = { poolId, cuCap: 10n, suCap: 20n, nonce: 1n, deadline: 2n ** 32n - 1n };
    expect(capDigest(domain, lower)).to.equal(TypedDataEncoder.hash(domain, CAP_TYPES, lower));
    const signature = await customer.signTypedData(domain, CAP_TYPES, lower);
    const receipt = await mined(await pools.connect(payer).capBySignature(lower, signature));
    expect(eventOf(pools, receipt, "CapsChanged")).to.include({ cuCap: 10n, suCap: 20n });
  });
});

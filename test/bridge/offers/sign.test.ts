import { expect } from "chai";
import { recoverAddress, Wallet } from "ethers";
import { currentCapacity } from "../../../src/bridge/capacity/current.ts";
import type { OfferRequest } from "../../../src/bridge/offers/decide.ts";
import { forgetPromises, type SignedOffer, signOffer } from "../../../src/bridge/offers/sign.ts";
import { heard } from "../../../src/bridge/presence.ts";
import { nodeIdsHash, offerDigest } from "../../../src/protocol/eip712.ts";
import { NO_ADDRESS } from "../../../src/protocol/hex.ts";
import { Farmyard, NOW } from "../support/farmyard.ts";

describe("Offers that a bridge signs (section 4)", () => {
  let yard: Farmyard;
  const ask: OfferRequest = {
    ...{ customerTid: 1n, poolId: 0n, cus: 3600n, sus: 7200n, nodeIds: [7n] },
    ...{ cuCap: 1000n, suCap: 1000n, token: NO_ADDRESS },
  };

  beforeEach(async () => {
    yard = await Farmyard.build();
    for (const node of [7n, 8n]) await heard(yard.db, node, "http://127.0.0.1:1", NOW);
    // 2,592,000 seconds are a month: 720 for the CU, 2880 for the SU.
    const price = { token_index: 1n, slot: 1n, cu_price: 518_400n, su_price: 1_036_799n };
    await yard.db
      .insertInto("price")
      .values({ token: NO_ADDRESS, ...price })
      .execute();
  });
  afterEach(() => yard.db.destroy());

  const sign = (changes: Partial<OfferRequest> = {}, now = NOW, operator = yard.operator): Promise<SignedOffer> =>
    signOffer(yard.db, yard.farm, operator, { ...ask, ...changes }, { now, listeningSince: NOW - 3600n });
  const codeOf = async (promise: Promise<unknown>): Promise<string> =>
    ((await promise.catch((cause: unknown) => cause)) as { code: string }).code;

  it("name the customer, last two minutes, and cost what the list says, each part rounded up", async () => {
    const { offer, signer, signature } = await sign();
    expect(offer).to.include({ farmId: 1n, customerTid: 1n, poolId: 0n, cuAmount: 720n, suAmount: 2880n });
    expect(offer).to.include({ deadline: NOW + 120n, signerEpoch: 1n, noticeDays: 7n, upfrontBps: 0n });
    expect(offer.nodeIdsHash).to.equal(nodeIdsHash([7n]));
    expect(recoverAddress(offerDigest(yard.farm.domain, offer), signature).toLowerCase()).to.equal(signer);
    expect(signer).to.equal(yard.operator.address.toLowerCase());
    expect((await sign({ customerTid: 2n })).offer.nonce).to.not.equal(offer.nonce);
    expect(await codeOf(sign()), "one at a time for each threebot").to.equal("OfferOpen");
  });

  it("are not signed for what the farm does not sell, or a key that is not its operator's", async () => {
    expect(await codeOf(sign({ token: `0x${"99".repeat(20)}` }))).to.equal("NotListed");
    expect(await codeOf(sign({ cuCap: 0n }))).to.equal("BadOffer");
    expect(await codeOf(sign({ cus: 0n, sus: 0n, cuCap: 0n, suCap: 0n }))).to.equal("BadOffer");
    expect(await codeOf(sign({ nodeIds: [9n] }))).to.equal("NodeNotUsable");
    expect(await codeOf(sign({}, NOW + 91n))).to.equal("NodeNotUsable");
    expect(await codeOf(sign({}, NOW, new Wallet(`0x${"0e".repeat(32)}`)))).to.equal("NoOffers");
  });

  it("refill a pool of the customer's own, in its token, and not under an eviction notice", async () => {
    const refill = { poolId: 5n, cuCap: 0n, suCap: 0n };
    expect((await sign(refill)).offer).to.include({ poolId: 5n, cuCap: 0n });
    expect(await codeOf(sign({ ...refill, customerTid: 2n }))).to.equal("NotRefillable");
    expect(await codeOf(sign({ ...refill, poolId: 6n }))).to.equal("NotRefillable");
    await yard.changePool(5n, { evictable_from: NOW + 1n });
    expect(await codeOf(sign(refill))).to.equal("NotRefillable");
  });

  it("a thousand at once together hold at most a fifth of what is free (attack 21)", async () => {
    const free = async (): Promise<{ readonly cu: bigint; readonly su: bigint }> => {
      const nodes = await yard.db.selectFrom("node").selectAll().execute();
      return (await currentCapacity(yard.db, yard.farm, nodes, NOW)).free;
    };
    const before = await free();
    const all = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, tid) => sign({ customerTid: BigInt(tid), cuCap: 100n, suCap: 10n })),
    );
    const signed = all.filter(({ status }) => status === "fulfilled");
    expect(BigInt(signed.length)).to.equal(
      before.cu / 5n / 100n < before.su / 5n / 10n ? before.cu / 5n / 100n : before.su / 5n / 10n,
    );
    expect((await free()).cu).to.equal(before.cu - BigInt(signed.length) * 100n);
    expect(await codeOf(sign({ customerTid: 2000n, cuCap: 100n, suCap: 100n }))).to.equal("NoCapacity");
  }).timeout(60_000);

  it("hold nothing once they are taken, or over", async () => {
    const { offer, signer } = await sign({ cuCap: 20_000n, suCap: 1n });
    const again = { cuCap: 20_000n, suCap: 1n };
    expect(await codeOf(sign({ ...again, customerTid: 2n }))).to.equal("NoCapacity");
    expect(await codeOf(sign(again))).to.equal("OfferOpen");
    await yard.db.insertInto("nonce").values({ signer, nonce: offer.nonce }).execute();
    const next = await sign(again);
    for (const node of [7n, 8n]) await heard(yard.db, node, "", NOW + 121n);
    expect(await codeOf(sign(again, NOW + 121n)), "the mirror may not have seen it taken").to.equal("NoCapacity");
    await yard.db
      .updateTable("chain_block")
      .set({ timestamp: NOW + 121n })
      .execute();
    expect((await sign(again, NOW + 121n)).offer.nonce).to.not.equal(next.offer.nonce);
    await forgetPromises(yard.db, NOW + 100_000n);
    expect(await yard.db.selectFrom("promise").selectAll().execute()).to.deep.equal([]);
  });
});

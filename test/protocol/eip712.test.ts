import { expect } from "chai";
import { verifyTypedData, Wallet } from "ethers";
import {
  CAP_FIELDS,
  capDigest,
  granaryDomain,
  nodeIdsHash,
  type Offer,
  OFFER_FIELDS,
  offerDigest,
} from "../../src/protocol/eip712.ts";
import { typedDataTypes } from "../../src/protocol/evm.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

interface Domain {
  readonly chainId: string;
  readonly verifyingContract: Hex;
}
type Strings<Struct> = { readonly [Field in keyof Struct]: Struct[Field] extends bigint ? string : Struct[Field] };
type Named<Rest> = { readonly name: string } & Rest;

interface Eip712Table {
  readonly nodeIdsHash: readonly Named<{ nodeIds: readonly string[]; hash: Hex }>[];
  readonly offer: readonly Named<{ domain: Domain; offer: Strings<Offer>; digest: Hex }>[];
  readonly cap: readonly Named<{ domain: Domain; cap: Record<CapField, string>; digest: Hex }>[];
}
type CapField = "poolId" | "cuCap" | "suCap" | "nonce" | "deadline";

const table = readTable<Eip712Table>("eip712.json");

describe("EIP-712", () => {
  describe("hash of node ids", () => {
    for (const { name, nodeIds, hash } of table.nodeIdsHash) {
      it(name, () => expect(nodeIdsHash(nodeIds.map(BigInt))).to.equal(hash));
    }

    it("refuses an id that is none", () => {
      expect(refusal(() => nodeIdsHash([2n ** 32n])).message).to.match(/^node id is 4294967296,/);
      expect(refusal(() => nodeIdsHash([-1n])).code).to.equal("OutOfBounds");
    });
  });

  describe("offer", () => {
    for (const { name, domain, offer, digest } of table.offer) {
      it(name, () => expect(offerDigest(domainOf(domain), offerOf(offer))).to.equal(digest));
    }

    it("each case has a digest of its own", () => {
      expect(new Set(table.offer.map((one) => one.digest)).size).to.equal(table.offer.length);
    });

    it("is what a wallet signs when it shows the fields", async () => {
      const { domain, offer } = firstOf(table.offer);
      const wallet = new Wallet(`0x${"11".repeat(32)}`);
      const types = typedDataTypes("Offer", OFFER_FIELDS);
      const signature = await wallet.signTypedData(domainOf(domain), types, offerOf(offer));
      expect(verifyTypedData(domainOf(domain), types, offerOf(offer), signature)).to.equal(wallet.address);
      expect(wallet.signingKey.sign(offerDigest(domainOf(domain), offerOf(offer))).serialized).to.equal(signature);
    });

    it("refuses what does not fit its field", () => {
      const { domain, offer } = firstOf(table.offer);
      const tooLarge = { ...offerOf(offer), farmId: 2n ** 32n };
      const refused = refusal(() => offerDigest(domainOf(domain), tooLarge));
      expect(refused.code).to.equal("Unencodable");
      expect(refused.message).to.match(/^The Offer does not fit its types: /);
      expect(refused.cause).to.be.instanceOf(Error);
      expect(refusal(() => offerDigest(domainOf(domain), { ...offerOf(offer), token: "0x12" })).code).to.equal(
        "Unencodable",
      );
    });
  });

  describe("cap", () => {
    for (const { name, domain, cap, digest } of table.cap) {
      it(name, () => {
        const { poolId, cuCap, suCap, nonce, deadline } = cap;
        const struct = {
          poolId: BigInt(poolId),
          cuCap: BigInt(cuCap),
          suCap: BigInt(suCap),
          nonce: BigInt(nonce),
          deadline: BigInt(deadline),
        };
        expect(capDigest(domainOf(domain), struct)).to.equal(digest);
      });
    }

    it("each case has a digest of its own", () => {
      expect(new Set(table.cap.map((one) => one.digest)).size).to.equal(table.cap.length);
    });

    it("shows its fields to a wallet in the order that is hashed", () => {
      expect(typedDataTypes("Cap", CAP_FIELDS)).to.deep.equal({
        Cap: [
          { type: "uint64", name: "poolId" },
          { type: "uint32", name: "cuCap" },
          { type: "uint32", name: "suCap" },
          { type: "uint256", name: "nonce" },
          { type: "uint32", name: "deadline" },
        ],
      });
    });
  });
});

function domainOf({ chainId, verifyingContract }: Domain) {
  return granaryDomain(BigInt(chainId), verifyingContract);
}

function offerOf({ nodeIdsHash: hash, token, ...numbers }: Strings<Offer>): Offer {
  const entries = Object.entries(numbers).map(([field, text]) => [field, BigInt(text)]);
  return { ...(Object.fromEntries(entries) as Omit<Offer, "nodeIdsHash" | "token">), nodeIdsHash: hash, token };
}

function firstOf<T>(cases: readonly T[]): T {
  const [first] = cases;
  return first ?? expect.fail("an empty table");
}

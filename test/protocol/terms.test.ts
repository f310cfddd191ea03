import { expect } from "chai";
import type { Hex } from "../../src/protocol/hex.ts";
import { type Terms, termsHash } from "../../src/protocol/terms.ts";
import { type TermsContext, termsDocument, type TermsDocument } from "../../src/protocol/termsDocument.ts";
import { readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

type Strings<Struct> = {
  readonly [Field in keyof Struct]: Struct[Field] extends bigint
    ? string
    : Struct[Field] extends readonly bigint[]
      ? readonly string[]
      : Struct[Field];
};

interface TermsTable {
  readonly cases: readonly {
    readonly name: string;
    readonly terms: Strings<Terms>;
    readonly context: Strings<TermsContext>;
    readonly hash: Hex;
    readonly document: TermsDocument;
  }[];
}

const { cases } = readTable<TermsTable>("terms.json");

describe("terms of a new pool", () => {
  for (const { name, terms, context, hash, document } of cases) {
    it(`hash: ${name}`, () => expect(termsHash(contextOf(context).customerTid, termsOf(terms))).to.equal(hash));
    it(`document: ${name}`, () => {
      const made = termsDocument(termsOf(terms), contextOf(context));
      expect(made).to.deep.equal(document);
      expect(JSON.parse(JSON.stringify(made)), "survives JSON").to.deep.equal(document);
    });
  }

  it("hash: refuses what does not fit its field", () => {
    const refused = refusal(() => termsHash(1n, { ...some().terms, nodeIds: [2n ** 32n] }));
    expect(refused.code).to.equal("Unencodable");
    expect(refused.message).to.match(/^The struct does not fit its types: /);
  });

  describe("document: refuses a number that has no place in it, by name", () => {
    const beyond: readonly [string, Partial<Terms & TermsContext>][] = [
      ["chain_id", { chainId: 2n ** 53n }],
      ["customer_tid", { customerTid: 2n ** 40n }],
      ["epoch", { epoch: 2n ** 53n }],
      ["farm_id", { farmId: 2n ** 32n }],
      ["terms_version", { termsVersion: 2n ** 32n }],
      ["cus", { cus: 2n ** 44n }],
      ["sus", { sus: 2n ** 44n }],
      ["node_ids", { nodeIds: [1n, 2n ** 32n] }],
      ["cu_cap", { cuCap: 2n ** 32n }],
      ["su_cap", { suCap: -1n }],
    ];
    for (const [field, change] of beyond) {
      it(field, () => {
        const { terms, context } = some();
        const refused = refusal(() => termsDocument({ ...terms, ...change }, { ...context, ...change }));
        expect(refused.code).to.equal("OutOfBounds");
        expect(refused.message).to.match(new RegExp(`^${field} is `));
      });
    }
  });

  describe("document: refuses bytes of another length, by name", () => {
    const wrong: readonly [string, Partial<Terms & TermsContext>][] = [
      ["contract", { contract: "0x12" }],
      ["currencies", { currencies: [`0x${"1".repeat(39)}`] }],
      ["refund_to", { refundTo: `0x${"1".repeat(41)}` }],
      ["signing_request_hash", { signingRequestHash: `0x${"g".repeat(64)}` }],
    ];
    for (const [field, change] of wrong) {
      it(field, () => {
        const { terms, context } = some();
        const refused = refusal(() => termsDocument({ ...terms, ...change }, { ...context, ...change }));
        expect(refused.code).to.equal("BadHex");
        expect(refused.message).to.match(
          new RegExp(`^${field} is "0x.*", but must be 0x and (40|64) hexadecimal digits.$`),
        );
      });
    }
  });
});

function some(): { readonly terms: Terms; readonly context: TermsContext } {
  const [first] = cases;
  if (first === undefined) return expect.fail("an empty table");
  return { terms: termsOf(first.terms), context: contextOf(first.context) };
}

function termsOf(terms: Strings<Terms>): Terms {
  return {
    farmId: BigInt(terms.farmId),
    termsVersion: BigInt(terms.termsVersion),
    cus: BigInt(terms.cus),
    sus: BigInt(terms.sus),
    nodeIds: terms.nodeIds.map(BigInt),
    currencies: terms.currencies,
    cuCap: BigInt(terms.cuCap),
    suCap: BigInt(terms.suCap),
    refundTo: terms.refundTo,
    signingRequestHash: terms.signingRequestHash,
  };
}

function contextOf(context: Strings<TermsContext>): TermsContext {
  return {
    chainId: BigInt(context.chainId),
    contract: context.contract,
    customerTid: BigInt(context.customerTid),
    epoch: BigInt(context.epoch),
  };
}

import { readFileSync } from "node:fs";
import { expect } from "chai";
import { canonicalJson, DOCUMENT_LIMITS, readCanonicalJson } from "../../src/protocol/canonicalJson.ts";
import { ProtocolError } from "../../src/protocol/errors.ts";

interface Published {
  readonly documents: readonly { readonly name: string; readonly input: string; readonly output: string }[];
  readonly numbers: readonly { readonly bits: string; readonly text: string }[];
}

const published = JSON.parse(readFileSync(new URL("../vectors/rfc8785.json", import.meta.url), "utf8")) as Published;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusalOf(json: Uint8Array): string {
  try {
    readCanonicalJson(json);
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "read";
}

describe("Canonical JSON", () => {
  describe("is RFC 8785's", () => {
    for (const { name, input, output } of published.documents) {
      it(`of the published document "${name}"`, () => {
        expect(canonicalJson(JSON.parse(input))).to.equal(output);
        expect(readCanonicalJson(bytes(output))).to.deep.equal(JSON.parse(input));
        expect(refusalOf(bytes(input))).to.match(/^NotCanonical/);
      });
    }

    it("of the published numbers", () => {
      for (const { bits, text } of published.numbers) {
        const value = new DataView(Uint8Array.from(Buffer.from(bits, "hex")).buffer).getFloat64(0);
        expect(canonicalJson(value), bits).to.equal(text);
      }
    });
  });

  describe("is all that is read", () => {
    const refused: readonly (readonly [what: string, json: string])[] = [
      ["a key twice", '{"a":1,"a":2}'],
      ["a key twice, spelled differently", '{"a":1,"\\u0061":2}'],
      ["keys out of order", '{"b":1,"a":2}'],
      ["a space", '{"a": 1}'],
      ["a line's end behind it", '{"a":1}\n'],
      ["1.0", '{"a":1.0}'],
      ["1e3", '{"a":1e3}'],
      ["-0", '{"a":-0}'],
      ["2^53 + 1, which no double holds", '{"a":9007199254740993}'],
      ["a fraction that no double holds", '{"a":0.1000000000000000055}'],
      ["a lone surrogate", '{"a":"\\ud800"}'],
      ["a needless escape", '{"a":"\\u0041"}'],
      ["an escape in upper case", '{"a":"\\u000F"}'],
      ["an escaped slash", '{"a":"\\/"}'],
      ["a number too large for a double", '{"a":1e400}'],
    ];
    for (const [what, json] of refused) {
      it(`refuses ${what}`, () => {
        expect(refusalOf(bytes(json))).to.match(/^NotCanonical/);
      });
    }

    const malformed: readonly (readonly [what: string, json: string])[] = [
      ["nothing", ""],
      ["a comment", "{}//"],
      ["a comma too many", '{"a":1,}'],
      ["two documents", "{}{}"],
      ["NaN", "NaN"],
      ["single quotes", "{'a':1}"],
      ["a byte order mark", "\ufeff{}"],
    ];
    for (const [what, json] of malformed) {
      it(`refuses ${what}`, () => {
        expect(refusalOf(bytes(json))).to.match(/^NotJson/);
      });
    }

    it("refuses bytes that are not UTF-8", () => {
      expect(refusalOf(Uint8Array.from([0x22, 0xff, 0x22]))).to.match(/^NotUtf8/);
      expect(refusalOf(Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22])), "a surrogate in UTF-8").to.match(/^NotUtf8/);
    });

    it("says where the text begins to differ, and how it should read", () => {
      expect(refusalOf(bytes('{"a":1,"c":2,"b":3}')))
        .to.contain("from character 8")
        .and.contain('\\"b\\":3');
    });
  });

  describe("is read in bounded time and memory", () => {
    it("refuses a depth of 10,000 before anything recursive sees it", () => {
      expect(refusalOf(bytes("[".repeat(10_000) + "]".repeat(10_000)))).to.match(/^JsonTooDeep/);
      expect(refusalOf(bytes('{"a":'.repeat(10_000)))).to.match(/^JsonTooDeep/);
    });

    it("reads to the limit of depth, and counts no brackets in strings", () => {
      const { depth } = DOCUMENT_LIMITS;
      expect(refusalOf(bytes("[".repeat(depth) + "]".repeat(depth)))).to.equal("read");
      expect(refusalOf(bytes("[".repeat(depth + 1) + "]".repeat(depth + 1)))).to.match(/^JsonTooDeep/);
      expect(refusalOf(bytes(`["${"[".repeat(100)}\\"{{"]`))).to.equal("read");
    });

    it("refuses 10 MB without looking at it", () => {
      expect(refusalOf(new Uint8Array(10 << 20))).to.match(/^JsonTooLarge/);
    });
  });

  it("does not mistake a key of a document for a method", () => {
    for (const key of ["__proto__", "toJSON", "constructor"]) {
      expect(refusalOf(bytes(`{"${key}":{"a":1}}`)), key).to.equal("read");
    }
  });
});

import { expect } from "chai";
import { formatMemo, MemoError, parseMemo } from "../../src/protocol/memo.ts";
import { readTable } from "./support/cases.ts";
import { property } from "./support/property.ts";
import { refusal } from "./support/refusal.ts";

interface MemoTable {
  readonly cases: readonly {
    readonly name: string;
    readonly memo?: string;
    readonly hex: string;
    readonly id?: string;
    readonly error?: string;
  }[];
}

describe("memo", () => {
  for (const { name, memo, hex, id, error } of readTable<MemoTable>("memo.json").cases) {
    it(name, () => {
      const bytes = Buffer.from(hex.slice(2), "hex");
      if (memo !== undefined) expect(bytes.toString("utf8"), "memo and hex are the same").to.equal(memo);
      // What is not text arrives as text all the same: byte by byte, or with what cannot be decoded replaced.
      for (const text of [memo ?? bytes.toString("utf8"), bytes.toString("latin1")]) {
        if (id !== undefined) expect(parseMemo(text)).to.equal(BigInt(id));
        else
          expect(refusal(() => parseMemo(text)))
            .to.be.instanceOf(MemoError)
            .and.include({ code: error });
      }
      if (id !== undefined) expect(formatMemo(BigInt(id))).to.equal(memo);
    });
  }

  it("says what is wrong, with the invisible made visible, and what to do", () => {
    const wording = (memo: string) => refusal(() => parseMemo(memo)).message;
    expect(wording("5")).to.equal('The memo "5" does not begin with "p-".');
    expect(wording("p-5\n")).to.equal('The memo "p-5\\n" must have only digits 0 to 9 after "p-".');
    expect(wording("p-05")).to.equal('The memo "p-05" has a leading zero.');
    expect(wording("p-18446744073709551616")).to.equal(
      'The memo "p-18446744073709551616" names a number of 2^64 or more.',
    );
    expect(wording("x".repeat(40))).to.equal(`The memo "${"x".repeat(40)}" does not begin with "p-".`);
    expect(wording("x".repeat(41))).to.equal(`The memo "${"x".repeat(40)}…" does not begin with "p-".`);
    expect(refusal(() => parseMemo("5")).remedy).to.equal(
      "Copy the memo as shown: p- and the reservation's number, as in p-5.",
    );
  });

  it("refuses a number of a million digits without parsing it", () => {
    expect(refusal(() => parseMemo(`p-${"9".repeat(1_000_000)}`)).code).to.equal("MemoTooLarge");
  });

  it("has no text for what is not a number of a reservation", () => {
    expect(refusal(() => formatMemo(2n ** 64n)).code).to.equal("OutOfBounds");
    expect(refusal(() => formatMemo(-1n)).code).to.equal("OutOfBounds");
  });

  property("each number has one text, and reading it gives the number back", (random) => {
    const id = random.anySize(2n ** 64n);
    expect(parseMemo(formatMemo(id))).to.equal(id);
  });

  property("no other text names a reservation", (random) => {
    const letters = random.pick(["p-0123456789", "p-05 ", "Pp–-٥5"]);
    let text = "";
    for (let left = random.below(8n); left > 0n; left--) text += letters[Number(random.below(BigInt(letters.length)))];
    let id: bigint;
    try {
      id = parseMemo(text);
    } catch {
      return;
    }
    expect(formatMemo(id)).to.equal(text);
  });
});

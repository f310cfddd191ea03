import { expect } from "chai";
import {
  escrow,
  newPrice,
  poolEscrow,
  releasedByCredit,
  releasedBySettling,
  upfrontShare,
  worth,
} from "../../src/protocol/money.ts";
import { integers, readTable } from "./support/cases.ts";
import { refusal } from "./support/refusal.ts";

type Numbers<Field extends string> = Readonly<Record<Field, string>>;
type Case<Field extends string> = Numbers<Field> & { readonly name: string };
type OrError<Result extends string> =
  (Numbers<Result> & { readonly error?: never }) | (Partial<Numbers<Result>> & { readonly error: string });

interface MoneyTable {
  readonly worth: readonly Case<"balance" | "price" | "worth">[];
  readonly newPrice: readonly (Case<"balance" | "price" | "added" | "paid"> & OrError<"newPrice">)[];
  readonly escrow: readonly (Case<"worth" | "upfrontBps"> & OrError<"escrow">)[];
  readonly settling: readonly (Case<"upfrontBps" | "released"> &
    Readonly<Record<"before" | "after" | "prices", Numbers<"cu" | "su">>>)[];
  readonly credit: readonly Case<
    "balance" | "price" | "added" | "paid" | "upfrontBps" | "newPrice" | "worth" | "released"
  >[];
}

const table = readTable<MoneyTable>("money.json");

describe("money", () => {
  describe("worth of a balance", () => {
    for (const { name, ...numbers } of table.worth) {
      it(name, () => {
        const { balance, price, worth: expected } = integers(numbers);
        expect(worth(balance, price)).to.equal(expected);
      });
    }
  });

  describe("price after a credit", () => {
    for (const { name, error, newPrice: expected, ...numbers } of table.newPrice) {
      it(name, () => {
        const { balance, price, added, paid } = integers(numbers);
        const act = () => newPrice(balance, price, added, paid);
        if (error === undefined) expect(act()).to.equal(BigInt(expected));
        else expect(refusal(act).code).to.equal(error);
      });
    }
  });

  describe("escrow", () => {
    for (const { name, error, escrow: expected, ...numbers } of table.escrow) {
      it(name, () => {
        const { worth: value, upfrontBps } = integers(numbers);
        const act = () => escrow(value, upfrontBps);
        if (error !== undefined) return expect(refusal(act).code).to.equal(error);
        expect(act()).to.equal(BigInt(expected));
        return expect(upfrontShare(value, upfrontBps)).to.equal(value - BigInt(expected));
      });
    }
  });

  describe("released by settling", () => {
    for (const { name, before, after, prices, upfrontBps, released } of table.settling) {
      it(name, () => {
        const balances = [integers(before), integers(after)] as const;
        const bps = BigInt(upfrontBps);
        expect(releasedBySettling(...balances, integers(prices), bps)).to.equal(BigInt(released));
        const [escrowBefore, escrowAfter] = balances.map((pair) => poolEscrow(pair, integers(prices), bps));
        expect(escrowBefore).to.equal((escrowAfter ?? 0n) + BigInt(released));
      });
    }
  });

  describe("released by a credit", () => {
    for (const { name, ...numbers } of table.credit) {
      it(name, () => {
        const { newPrice: price, worth: value, released, ...unit } = integers(numbers);
        expect(newPrice(unit.balance, unit.price, unit.added, unit.paid)).to.equal(price);
        expect(worth(unit.balance + unit.added, price)).to.equal(value);
        expect(releasedByCredit(unit)).to.equal(released);
      });
    }
  });
});

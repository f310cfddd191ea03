import { expect } from "chai";
import { concat, type Contract, keccak256, TypedDataEncoder, type TypedDataDomain } from "ethers";
import { readTable } from "../protocol/support/cases.ts";
import { deployHarness } from "./harness/deployHarness.ts";

// The tables that TypeScript and the subgraph compute from, through the libraries of the contracts.

/** Rules that the contracts keep elsewhere: prices and shares are refused where they enter, by Registry and `buy`. */
const KEPT_AT_THE_DOOR = [
  "bounds: a CU price of 2^95 is refused",
  "bounds: a SU price of 2^95 is refused",
  "bounds: a share above 10000 is refused",
  "bounds: more than the list price cannot be demanded",
];

type Strings = Readonly<Record<string, string>>;
type Case = Strings & { readonly name: string; readonly error?: string };

/** One test for each case; `refusal` is the error that answers a case with `error`. */
function each<One extends { readonly name: string }>(
  cases: readonly One[],
  test: (one: One) => Promise<unknown>,
): void {
  for (const one of cases) {
    if (!KEPT_AT_THE_DOOR.includes(one.name)) it(one.name, () => test(one));
  }
}

async function answer(harness: Contract, name: string, ...values: readonly unknown[]): Promise<unknown> {
  return (await harness.getFunction(name).staticCall(...values)) as unknown;
}

/** A number that Solidity answers. */
async function number(harness: Contract, name: string, ...values: readonly unknown[]): Promise<bigint> {
  return (await answer(harness, name, ...values)) as bigint;
}

/** The call reverts, with whatever error. */
async function refused(harness: Contract, name: string, ...values: readonly unknown[]): Promise<void> {
  let answered: unknown;
  try {
    answered = await answer(harness, name, ...values);
  } catch (error) {
    expect(String(error), "a revert, and no other failure").to.match(/revert/i);
    return;
  }
  expect.fail(`${name} answered ${String(answered)}`);
}

describe("case tables through the contracts", () => {
  describe("clock.json", () => {
    type Field = "cu" | "su" | "cuRate" | "suRate" | "settledAt" | "lastReading";
    type Changes = Partial<Record<Field, string>> & { readonly empty?: boolean };
    type Caps = { readonly cuCap?: string; readonly suCap?: string };
    interface Step extends Caps {
      readonly act: "settle" | "touch" | "credit" | "caps" | "reading";
      readonly at: string;
      readonly cu?: string;
      readonly su?: string;
      readonly cuRate?: string;
      readonly suRate?: string;
      readonly since?: string;
      readonly outcome?: string;
      readonly emptyAt?: string;
      readonly stopAt?: string;
      readonly error?: string;
      readonly expect?: Changes;
    }
    interface ClockCase {
      readonly name: string;
      readonly start: Changes & Caps;
      readonly steps: readonly Step[];
    }

    const PLACES: readonly (readonly [Field, bigint, bigint])[] = [
      ["cu", 0n, 63n],
      ["su", 64n, 63n],
      ["cuRate", 128n, 32n],
      ["suRate", 160n, 32n],
      ["settledAt", 192n, 32n],
      ["lastReading", 224n, 32n],
    ];
    const EMPTY = 1n << 63n;
    const { cases } = readTable<{ readonly cases: readonly ClockCase[] }>("clock.json");
    let clock: Contract;

    before(async () => {
      clock = await deployHarness("ClockHarness");
    });

    /** Every field that `changes` names, over those of `word`. */
    function changed(word: bigint, changes: Changes): bigint {
      for (const [field, place, bits] of PLACES) {
        const value = changes[field];
        if (value === undefined) continue;
        word = (word & ~(((1n << bits) - 1n) << place)) | (BigInt(value) << place);
      }
      if (changes.empty === undefined) return word;
      return changes.empty ? word | EMPTY : word & ~EMPTY;
    }

    function fields(word: bigint): Record<string, bigint | boolean> {
      const values = PLACES.map(([field, place, bits]) => [field, (word >> place) & ((1n << bits) - 1n)] as const);
      return { ...Object.fromEntries(values), empty: (word & EMPTY) !== 0n };
    }

    async function perform(word: bigint, caps: Required<Caps>, step: Step): Promise<[bigint, string | undefined]> {
      switch (step.act) {
        case "settle":
        case "touch":
          return [await number(clock, step.act, word, step.at), undefined];
        case "credit":
          return [await number(clock, "credit", word, step.cu, step.su, step.at), undefined];
        case "caps": {
          const touched = await number(clock, "touch", word, step.at);
          return [await number(clock, "lowerRates", touched, step.cuCap, step.suCap), undefined];
        }
        case "reading": {
          const { cuRate = "0", suRate = "0", since } = step;
          if (BigInt(cuRate) > BigInt(caps.cuCap) || BigInt(suRate) > BigInt(caps.suCap)) {
            return [await number(clock, "touch", word, step.at), "AboveCap"];
          }
          const read = await answer(clock, "read", word, cuRate, suRate, since, step.at);
          const [settled, taken] = read as [bigint, boolean];
          return [settled, taken ? "Taken" : "Empty"];
        }
      }
    }

    each(cases, async ({ start, steps }) => {
      let word = changed(0n, start);
      let caps = { cuCap: start.cuCap ?? "0", suCap: start.suCap ?? "0" };
      for (const step of steps) {
        const label = `${step.act} at ${step.at}`;
        if (step.error !== undefined) {
          await refused(clock, step.act, word, step.cu, step.su, step.at);
          continue;
        }
        const expected = changed(word, step.expect ?? {});
        const [after, outcome] = await perform(word, caps, step);
        expect(fields(after), label).to.deep.equal(fields(expected));
        expect(after, `${label}: no other bit`).to.equal(expected);
        expect(outcome, label).to.equal(step.outcome);
        word = after;
        if (step.act === "caps") caps = { cuCap: step.cuCap ?? "0", suCap: step.suCap ?? "0" };
        const dry = await number(clock, "emptyAt", word);
        const unread = await number(clock, "readingEnd", word);
        if (step.emptyAt !== undefined) expect(dry, "emptyAt").to.equal(BigInt(step.emptyAt));
        if (step.stopAt !== undefined) expect(dry < unread ? dry : unread, "stopAt").to.equal(BigInt(step.stopAt));
      }
    });
  });

  describe("money", () => {
    let money: Contract;

    before(async () => {
      money = await deployHarness("MoneyHarness");
    });

    interface Settling {
      readonly name: string;
      readonly before: { readonly cu: string; readonly su: string };
      readonly after: { readonly cu: string; readonly su: string };
      readonly prices: { readonly cu: string; readonly su: string };
      readonly upfrontBps: string;
      readonly released: string;
    }
    interface MoneyTable {
      readonly worth: readonly Case[];
      readonly newPrice: readonly Case[];
      readonly escrow: readonly Case[];
      readonly settling: readonly Settling[];
      readonly credit: readonly Case[];
    }
    const table = readTable<MoneyTable>("money.json");

    describe("money.json: worth", () => {
      each(table.worth, async ({ balance, price, worth = "" }) => {
        expect(await number(money, "valueOf", balance, price)).to.equal(BigInt(worth));
      });
    });

    describe("money.json: newPrice", () => {
      each(table.newPrice, async ({ error, balance, price, added, paid, newPrice = "" }) => {
        const values = [balance, price, added, paid];
        if (error !== undefined) return refused(money, "newPrice", ...values);
        return expect(await number(money, "newPrice", ...values)).to.equal(BigInt(newPrice));
      });
    });

    describe("money.json: escrow", () => {
      each(table.escrow, async ({ worth = "", upfrontBps, escrow = "" }) => {
        // A balance and a price that are worth as much: a milli-unit-second, or all that there can be.
        const whole = BigInt(worth);
        const pair = whole < 1n << 64n ? [1n, whole << 64n] : [(1n << 63n) - 1n, (1n << 128n) - 1n];
        expect(await number(money, "valueOf", ...pair), "worth").to.equal(whole);
        expect(await number(money, "escrowOf", ...pair, upfrontBps)).to.equal(BigInt(escrow));
      });
    });

    describe("money.json: settling", () => {
      const packed = ({ cu, su }: { readonly cu: string; readonly su: string }, bits: bigint) =>
        BigInt(cu) | (BigInt(su) << bits);
      each(table.settling, async ({ before: then, after, prices, upfrontBps, released }) => {
        const worth = packed(prices, 128n);
        const clocks = [packed(then, 64n), packed(after, 64n)] as const;
        expect(await number(money, "released", worth, ...clocks, upfrontBps)).to.equal(BigInt(released));
        const held = await Promise.all(clocks.map((clock) => number(money, "escrow", worth, clock, upfrontBps)));
        expect((held[0] ?? 0n) - (held[1] ?? 0n), "escrow before less escrow after").to.equal(BigInt(released));
      });
    });

    describe("money.json: credit", () => {
      each(table.credit, async ({ balance = "", price, added = "", paid = "", upfrontBps, ...expected }) => {
        const mixed = await number(money, "newPrice", balance, price, added, paid);
        expect(mixed, "newPrice").to.equal(BigInt(expected["newPrice"] ?? ""));
        const sum = BigInt(balance) + BigInt(added);
        expect(await number(money, "valueOf", sum, mixed), "worth").to.equal(BigInt(expected["worth"] ?? ""));
        const held = await number(money, "escrowOf", balance, price, upfrontBps);
        const holds = await number(money, "escrowOf", sum, mixed, upfrontBps);
        expect(held + BigInt(paid) - holds, "released").to.equal(BigInt(expected["released"] ?? ""));
      });
    });

    const costs = readTable<{ readonly cost: readonly Case[]; readonly minimumOffer: readonly Case[] }>("cost.json");

    describe("cost.json: cost", () => {
      each(costs.cost, async ({ error, cus, sus, cuPrice, suPrice, cuCost = "", suCost = "" }) => {
        if (error !== undefined) return refused(money, "requireAmounts", cus, sus);
        await answer(money, "requireAmounts", cus, sus);
        expect(await number(money, "costOf", cus, cuPrice), "CU").to.equal(BigInt(cuCost));
        return expect(await number(money, "costOf", sus, suPrice), "SU").to.equal(BigInt(suCost));
      });
    });

    describe("cost.json: minimumOffer", () => {
      each(costs.minimumOffer, async ({ cuCost, suCost, minOfferBps, cuMinimum = "", suMinimum = "" }) => {
        expect(await number(money, "floorOf", cuCost, minOfferBps), "CU").to.equal(BigInt(cuMinimum));
        expect(await number(money, "floorOf", suCost, minOfferBps), "SU").to.equal(BigInt(suMinimum));
      });
    });

    describe("held.json", () => {
      const held = readTable<{ readonly cases: readonly Case[] }>("held.json").cases;
      each(held, async ({ creditAt, cus, sus, cuCap, suCap, upfrontBps, heldUntil = "" }) => {
        const until = await number(money, "heldUntil", creditAt, cus, sus, cuCap, suCap, upfrontBps);
        expect(until).to.equal(BigInt(heldUntil));
      });
    });
  });

  describe("bytes", () => {
    let bytes: Contract;

    before(async () => {
      bytes = await deployHarness("BytesHarness");
    });

    describe("memo.json", () => {
      const memos = readTable<{ readonly cases: readonly Case[] }>("memo.json").cases;
      each(memos, async ({ error, hex, id = "" }) => {
        if (error !== undefined) return refused(bytes, "parseMemo", hex);
        return expect(await number(bytes, "parseMemo", hex)).to.equal(BigInt(id));
      });
    });

    interface SignedTable {
      readonly nodeIdsHash: readonly {
        readonly name: string;
        readonly nodeIds: readonly string[];
        readonly hash: string;
      }[];
      readonly offer: readonly Typed<"offer">[];
      readonly cap: readonly Typed<"cap">[];
    }
    type Typed<Name extends string> = Readonly<Record<Name, Strings>> & {
      readonly name: string;
      readonly domain: TypedDataDomain;
      readonly digest: string;
    };
    const signed = readTable<SignedTable>("eip712.json");

    /** What is signed, from the domain and the struct's hash that Solidity made. */
    function digest(domain: TypedDataDomain, structHash: unknown): string {
      const separator = TypedDataEncoder.hashDomain({ name: "Granary", version: "1", ...domain });
      return keccak256(concat(["0x1901", separator, structHash as string]));
    }

    describe("eip712.json: nodeIdsHash", () => {
      each(signed.nodeIdsHash, async ({ nodeIds, hash }) => {
        expect(await answer(bytes, "hashNodes", nodeIds)).to.equal(hash);
      });
    });

    describe("eip712.json: offer", () => {
      each(signed.offer, async (one) => {
        expect(digest(one.domain, await answer(bytes, "hashOffer", one.offer))).to.equal(one.digest);
      });
    });

    describe("eip712.json: cap", () => {
      each(signed.cap, async (one) => {
        expect(digest(one.domain, await answer(bytes, "hashCap", one.cap))).to.equal(one.digest);
      });
    });

    describe("terms.json", () => {
      interface TermsCase {
        readonly name: string;
        readonly terms: unknown;
        readonly context: { readonly customerTid: string };
        readonly hash: string;
      }
      each(
        readTable<{ readonly cases: readonly TermsCase[] }>("terms.json").cases,
        async ({ terms, context, hash }) => {
          expect(await answer(bytes, "hashTerms", context.customerTid, terms)).to.equal(hash);
        },
      );
    });
  });
});

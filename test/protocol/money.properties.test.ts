import { expect } from "chai";
import { settle } from "../../src/protocol/clock.ts";
import { ProtocolError } from "../../src/protocol/errors.ts";
import {
  escrow,
  newPrice,
  releasedByCredit,
  releasedBySettling,
  upfrontShare,
  worth,
} from "../../src/protocol/money.ts";
import { property } from "./support/property.ts";
import type { Random } from "./support/random.ts";

const ONE = 2n ** 64n;
const BALANCES = 2n ** 63n;
const AMOUNTS = 2n ** 119n;
const PRICES = 2n ** 128n;

describe("money: properties", () => {
  property("worth is the smallest whole number of base units that covers balance x price", (random) => {
    const balance = random.anySize(BALANCES);
    const price = random.anySize(PRICES);
    const value = worth(balance, price);
    expect(value * ONE >= balance * price, "covers it").to.equal(true);
    expect(value === 0n || (value - 1n) * ONE < balance * price, "one less does not").to.equal(true);
  });

  property("what stands behind a new pool is exactly what was paid", (random) => {
    const added = 1n + random.anySize(BALANCES - 1n);
    const paid = random.anySize(AMOUNTS);
    const price = priceOrRefused(0n, 0n, added, paid);
    if (price !== undefined) expect(worth(added, price)).to.equal(paid);
  });

  property("a credit never makes worth out of nothing, and rounds off one base unit at most", (random) => {
    const { balance, price, added, paid } = randomCredit(random);
    const mixed = priceOrRefused(balance, price, added, paid);
    if (mixed === undefined) return;
    const cameTo = worth(balance, price) + paid;
    const value = worth(balance + added, mixed);
    expect(value <= cameTo && value >= cameTo - 1n, `${value} of ${cameTo}`).to.equal(true);
  });

  property("a credit releases its upfront share at least, and what it rounds off at most", (random) => {
    const credit = randomCredit(random);
    if (priceOrRefused(credit.balance, credit.price, credit.added, credit.paid) === undefined) return;
    const released = releasedByCredit(credit);
    const share = upfrontShare(credit.paid, credit.upfrontBps);
    expect(released >= share && released <= share + 2n, `${released} of ${share}`).to.equal(true);
  });

  property("a credit is refused exactly when the new price reaches 2^128 or the balance 2^63", (random) => {
    const { balance, price, added, paid } = randomCredit(random);
    const fits = balance + added < BALANCES && balance * price + paid * ONE < PRICES * (balance + added);
    expect(priceOrRefused(balance, price, added, paid) !== undefined).to.equal(fits);
  });

  property("escrow only falls as a balance falls", (random) => {
    const price = random.anySize(PRICES);
    const more = random.anySize(BALANCES);
    const less = random.below(more + 1n);
    const upfrontBps = random.below(10_001n);
    expect(escrow(worth(less, price), upfrontBps) <= escrow(worth(more, price), upfrontBps)).to.equal(true);
  });

  property("settling in any steps releases the identical money", (random) => {
    const clock = {
      cu: random.anySize(BALANCES),
      su: random.anySize(BALANCES),
      cuRate: random.anySize(2n ** 32n),
      suRate: random.anySize(2n ** 32n),
      settledAt: 1_700_000_000n,
      lastReading: 1_700_000_000n,
      empty: false,
    };
    const prices = { cu: random.anySize(PRICES), su: random.anySize(PRICES) };
    const upfrontBps = random.below(10_001n);
    const end = clock.settledAt + random.below(100_000n);

    let stepped = clock;
    let released = 0n;
    const advance = (to: bigint) => {
      const after = settle(stepped, to);
      released += releasedBySettling(stepped, after, prices, upfrontBps);
      stepped = after;
    };
    for (let steps = random.below(8n); steps > 0n; steps--) advance(random.between(clock.settledAt, end));
    advance(end);

    expect(released).to.equal(releasedBySettling(clock, settle(clock, end), prices, upfrontBps));
  });
});

function randomCredit(random: Random) {
  return {
    balance: random.anySize(BALANCES),
    price: random.anySize(PRICES),
    added: 1n + random.anySize(BALANCES - 1n),
    paid: random.anySize(AMOUNTS),
    upfrontBps: random.below(10_001n),
  };
}

function priceOrRefused(balance: bigint, price: bigint, added: bigint, paid: bigint): bigint | undefined {
  try {
    return newPrice(balance, price, added, paid);
  } catch (error) {
    expect(error).to.be.instanceOf(ProtocolError).and.include({ code: "OutOfBounds" });
    return undefined;
  }
}

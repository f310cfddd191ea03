import { expect } from "chai";
import { cost } from "../../src/protocol/cost.ts";
import { newPrice, releasedByCredit, worth } from "../../src/protocol/money.ts";
import { Random } from "./support/random.ts";
import { SEED } from "./support/property.ts";

// Can a farmer of a coarse token be starved by settling often or by refilling grains? All in CU of a 2-decimal token at
// 10.00 per CU-month.

const MONTH = 2_592_000n;
const LIST = { cu: 1_000n, su: 0n };
const GRAIN = 1_000n; // one CU-second
const GRAIN_COST = cost({ cu: 1n, su: 0n }, LIST).cu;
/** Fractional bits of the exact account below: so many that its own rounding cannot be seen. */
const FINE = 512n;

describe("a coarse token", () => {
  it("settled every 600 s for a month: the farmer has his share at every moment", () => {
    const pool = bought(1n, MONTH);
    for (let second = 600n; second <= MONTH; second += 600n) {
      pool.drain(600n);
      expect(pool.released, `after ${second} s`).to.equal((1_000n * second) / MONTH);
    }
    expect(pool.released).to.equal(1_000n);
  });

  it("settled every second around each base unit that falls due: released in that second, not after", () => {
    const pool = bought(1n, MONTH);
    for (let unit = 1n; unit <= 1_000n; unit++) {
      pool.drain(2_591n);
      expect(pool.released).to.equal(unit - 1n);
      pool.drain(1n);
      expect(pool.released).to.equal(unit);
    }
  });

  it("a free grain before each base unit of 8 CU falls due forgives none: 8,000 in total", () => {
    const pool = bought(8n, MONTH);
    let refills = 0n;
    while (pool.balance > 0n) {
      pool.drain(pool.secondsBeforeDue());
      pool.refill(GRAIN, 0n);
      refills += 1n;
      if (pool.balance >= pool.rate) pool.drain(1n);
    }
    expect(refills).to.equal(8_000n);
    expect(pool.released).to.equal(8_000n);
  });

  it("a grain at list price before each base unit falls due: never less than the list price of what was drained", () => {
    const pool = bought(8n, MONTH);
    let seconds = 0n;
    while (seconds < MONTH) {
      const before = pool.secondsBeforeDue();
      pool.drain(before);
      pool.refill(GRAIN, GRAIN_COST);
      pool.drain(1n);
      seconds += before + 1n;
      expect(pool.released >= (8_000n * seconds) / MONTH, `after ${seconds} s`).to.equal(true);
    }
    expect(pool.released >= 8_000n).to.equal(true);
  });

  it("16,000 grains in a month lose nothing to anybody", () => {
    const random = new Random(SEED);
    const pool = bought(8n, MONTH);
    // The same account kept exactly: worth shrinks with the balance and grows by what is paid, nothing is rounded.
    let exact = pool.worth << FINE;
    for (let refill = 0; refill < 16_000; refill++) {
      const before = pool.balance;
      pool.drain(random.below(324n));
      exact = (exact * pool.balance) / before;
      pool.refill(GRAIN, GRAIN_COST);
      exact += GRAIN_COST << FINE;

      const most = ceilFine(exact);
      const least = ceilFine(exact - (1n << FINE) / 1_000n);
      expect(pool.worth <= most && pool.worth >= least, `refill ${refill}: ${pool.worth} of ${most}`).to.equal(true);
    }
    pool.drain(pool.balance / pool.rate);
    expect(pool.released + pool.worth).to.equal(8_000n + 16_000n * GRAIN_COST);
    // Less than a second's need is left, and what is behind it.
    expect(pool.worth <= 2n).to.equal(true);
  });
});

/** One unit of a pool without upfront share, and what it has released to the farm. */
class Account {
  balance = 0n;
  price = 0n;
  released = 0n;
  readonly rate: bigint;

  constructor(rate: bigint) {
    this.rate = rate;
  }

  get worth(): bigint {
    return worth(this.balance, this.price);
  }

  refill(added: bigint, paid: bigint): void {
    const { balance, price } = this;
    this.released += releasedByCredit({ balance, price, added, paid, upfrontBps: 0n });
    this.price = newPrice(balance, price, added, paid);
    this.balance += added;
  }

  drain(seconds: bigint): void {
    const before = this.worth;
    this.balance -= seconds * this.rate;
    this.released += before - this.worth;
  }

  /** How long it runs until the next second releases a base unit, or cannot be paid. */
  secondsBeforeDue(): bigint {
    const keepsWorth = ((this.worth - 1n) * ONE) / this.price;
    const untilDue = (this.balance - keepsWorth - 1n) / this.rate;
    const untilDry = this.balance / this.rate;
    return untilDue < untilDry ? untilDue : untilDry;
  }
}

const ONE = 2n ** 64n;

function bought(cu: bigint, seconds: bigint): Account {
  const account = new Account(cu * 1_000n);
  account.refill(cu * seconds * 1_000n, cost({ cu: cu * seconds, su: 0n }, LIST).cu);
  return account;
}

function ceilFine(exact: bigint): bigint {
  return (exact + (1n << FINE) - 1n) >> FINE;
}

import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  after,
  credited,
  CUSTOMER,
  DOLLAR,
  FARMER,
  HOUR,
  market,
  NEVER,
  OPERATOR,
  openPool,
  pools,
  readingTaken,
  registry,
  reserved,
  accepted,
  settled,
  START,
  STRANGER,
} from "../support/market.ts";
import { clockWord, PRICE_ONE, worthWord } from "../support/words.ts";

const DAY = 86_400;
const UINT64_MOST = "18446744073709551615";

/** `openPool`, then a reading of 1,000 mCU and 100 mSU at START + 200: dry 1,000 s later. */
const running = [
  ...openPool(),
  after(
    200,
    readingTaken(
      1,
      { cu: 1_000_000, su: 500_000, cuRate: 1_000, suRate: 100, settledAt: START + 200, lastReading: START + 200 },
      { emptyAt: START + 1_200, stopAt: START + 1_200 },
      0,
    ),
  ),
];

const MONEY = "paid released escrow returned brought";
const CLOCK = "cu su cuRate suRate settledAt lastReading empty emptyAt stopAt";

export const cases: readonly Case[] = [
  {
    name: "a credit opens a pool: terms, clock, worth, escrow, hold, totals",
    blocks: openPool(),
    assertions: [
      {
        query: `{ pool(id: 1) { farm { id } threebot { id } currency { id } state upfrontBps noticeDays termsVersion nodeIds
          cuCap suCap ${CLOCK} cuPrice suPrice worth ${MONEY} heldUntil evictableFrom offeredTo stars openedAt endedAt
          cuBought suBought cuDrained reservation { id } offer { id } } }`,
        expected: {
          pool: {
            farm: { id: "1" },
            threebot: { id: "2" },
            currency: { id: DOLLAR },
            state: "ACTIVE",
            upfrontBps: 5_000,
            noticeDays: 30,
            termsVersion: "1",
            nodeIds: [1],
            cuCap: "2000",
            suCap: "1000",
            cu: "1000000",
            su: "500000",
            cuRate: "0",
            suRate: "0",
            settledAt: String(START + 100),
            lastReading: "0",
            empty: false,
            emptyAt: String(NEVER),
            stopAt: String(DAY),
            cuPrice: String(PRICE_ONE),
            suPrice: String(PRICE_ONE),
            worth: "1500000",
            paid: "1500000",
            released: "750000",
            escrow: "750000",
            returned: "0",
            brought: "0",
            heldUntil: String(START + 2 * HOUR),
            evictableFrom: "0",
            offeredTo: "0",
            stars: null,
            openedAt: String(START + 100),
            endedAt: null,
            cuBought: "1000000",
            suBought: "500000",
            cuDrained: "0",
            reservation: { id: "1" },
            offer: null,
          },
        },
      },
      {
        query: `{ farm(id: 1) { poolsOpened poolsOpen cuBought suBought cuHeld holds
            money { paid released escrow returned } credits { table released withdrawn } }
          currency(id: "${DOLLAR}") { paid released escrow returned }
          grid(id: "grid") { poolsOpen cuBought }
          farmUnits_collection(interval: day, current: include) { cuBought suBought cuDrained poolsOpen }
          farmIncomes: farmIncomes(interval: hour, current: include) { paid earned returned } }`,
        expected: {
          farm: {
            poolsOpened: 1,
            poolsOpen: 1,
            cuBought: "1000000",
            suBought: "500000",
            cuHeld: "2000",
            holds: 1,
            money: [{ paid: "1500000", released: "750000", escrow: "750000", returned: "0" }],
            credits: [{ table: 0, released: "750000", withdrawn: "0" }],
          },
          currency: { paid: "1500000", released: "750000", escrow: "750000", returned: "0" },
          grid: { poolsOpen: "1", cuBought: "1000000" },
          farmUnits_collection: [{ cuBought: "1000000", suBought: "500000", cuDrained: "0", poolsOpen: 1 }],
          farmIncomes: [{ paid: "1500000", earned: "750000", returned: "0" }],
        },
      },
    ],
  },
  {
    name: "every field of the clock's word is taken from its place, at its largest",
    blocks: [
      ...openPool(),
      after(
        200,
        pools("Settled", {
          poolId: 1,
          // All bits but the spare one: the largest that each field can hold.
          clock: (1n << 256n) - 1n - (1n << 127n),
          emptyAt: NEVER,
          stopAt: NEVER,
          released: 0,
        }),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { ${CLOCK} } }`,
        expected: {
          pool: {
            cu: "9223372036854775807",
            su: "9223372036854775807",
            cuRate: String(NEVER),
            suRate: String(NEVER),
            settledAt: String(NEVER),
            lastReading: String(NEVER),
            empty: true,
            emptyAt: String(NEVER),
            stopAt: String(NEVER),
          },
        },
      },
    ],
  },
  {
    name: "readings drain: balances, money, rates of pool, farm and grid; then it is empty",
    blocks: [
      ...running,
      after(
        700,
        readingTaken(
          1,
          { cu: 500_000, su: 450_000, cuRate: 2_000, settledAt: START + 700, lastReading: START + 700 },
          { emptyAt: START + 950, stopAt: START + 950 },
          275_000,
          START + 600,
        ),
      ),
      after(
        2_000,
        pools("ReadingSkipped", { poolId: 1, farmId: 1, reason: 3, cuRate: 5, suRate: 6, since: START + 1_990 }),
        settled(
          1,
          { su: 450_000, settledAt: START + 950, lastReading: START + 700, empty: true },
          { emptyAt: START + 950, stopAt: START + 950 },
          250_000,
        ),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { ${CLOCK} worth ${MONEY} cuDrained suDrained readingCount
          readings(orderBy: timestamp) { taken reason cuRate suRate since cuDrained suDrained released cu poolNumber } } }`,
        expected: {
          pool: {
            cu: "0",
            su: "450000",
            cuRate: "0",
            suRate: "0",
            settledAt: String(START + 950),
            lastReading: String(START + 700),
            empty: true,
            emptyAt: String(START + 950),
            stopAt: String(START + 950),
            worth: "450000",
            paid: "1500000",
            released: "1275000",
            escrow: "225000",
            returned: "0",
            brought: "0",
            cuDrained: "1000000",
            suDrained: "50000",
            readingCount: 2,
            readings: [
              {
                taken: true,
                reason: null,
                cuRate: "1000",
                suRate: "100",
                since: String(START),
                cuDrained: "0",
                suDrained: "0",
                released: "0",
                cu: "1000000",
                poolNumber: "1",
              },
              {
                taken: true,
                reason: null,
                cuRate: "2000",
                suRate: "0",
                since: String(START + 600),
                cuDrained: "500000",
                suDrained: "50000",
                released: "275000",
                cu: "500000",
                poolNumber: "1",
              },
              {
                taken: false,
                reason: "EMPTY",
                cuRate: "5",
                suRate: "6",
                since: String(START + 1_990),
                cuDrained: null,
                suDrained: null,
                released: null,
                cu: null,
                poolNumber: "1",
              },
            ],
          },
        },
      },
      {
        query: `{ farm(id: 1) { cuRate suRate cuRateHeld cuDrained suDrained readings readingsSkipped cuFree
            money { released escrow } credits { released } }
          grid(id: "grid") { cuRate cuDrained readings }
          gridUnits_collection(interval: hour, current: include) { cuDrained suDrained cuRate poolsOpen }
          farmUnits_collection(interval: hour, current: include) { cuRateMost suRateMost } }`,
        expected: {
          farm: {
            cuRate: "0",
            suRate: "0",
            cuRateHeld: "0",
            cuDrained: "1000000",
            suDrained: "50000",
            readings: 2,
            readingsSkipped: 1,
            cuFree: "6000",
            money: [{ released: "1275000", escrow: "225000" }],
            credits: [{ released: "1275000" }],
          },
          grid: { cuRate: "0", cuDrained: "1000000", readings: "2" },
          gridUnits_collection: [{ cuDrained: "1000000", suDrained: "50000", cuRate: "0", poolsOpen: "1" }],
          farmUnits_collection: [{ cuRateMost: "2000", suRateMost: "100" }],
        },
      },
    ],
  },
  {
    name: "what runs under a hold is not counted twice, and counts when the hold is over",
    blocks: [
      ...running,
      after(300, registry("FarmDescribed", { farmId: 1, name: "held", endpoint: "" })),
      after(3 * HOUR, registry("FarmDescribed", { farmId: 1, name: "over", endpoint: "" })),
    ],
    assertions: [
      {
        query: "{ farm(id: 1) { cuHeld cuRate cuRateHeld cuFree suFree holds } }",
        expected: {
          farm: { cuHeld: "0", cuRate: "1000", cuRateHeld: "0", cuFree: "7000", suFree: "2900", holds: 0 },
        },
      },
    ],
  },
  {
    name: "readings of pools that are no pools, of any number, stop nothing",
    blocks: [
      market(),
      after(
        10,
        ...["9", UINT64_MOST, "9223372036854775808"].map((poolId) =>
          pools("ReadingSkipped", { poolId, farmId: 1, reason: 0, cuRate: NEVER, suRate: NEVER, since: NEVER }),
        ),
      ),
    ],
    assertions: [
      {
        query: "{ readings { pool { id } poolNumber reason cuRate } farm(id: 1) { readingsSkipped } pools { id } }",
        expected: {
          readings: ["9", UINT64_MOST, "9223372036854775808"].map((poolNumber) => ({
            pool: null,
            poolNumber,
            reason: "NOT_ACTIVE",
            cuRate: String(NEVER),
          })),
          farm: { readingsSkipped: 3 },
          pools: [],
        },
      },
    ],
  },
  {
    name: "caps come down by call and by signature, rates with them, and the hold",
    blocks: [
      ...running,
      after(
        300,
        pools("CapSigned", { poolId: 1, signer: CUSTOMER, nonce: 257 }),
        pools("CapsChanged", { poolId: 1, oldCuCap: 2_000, oldSuCap: 1_000, cuCap: 500, suCap: 0 }),
        settled(
          1,
          { cu: 900_000, su: 490_000, cuRate: 500, settledAt: START + 300, lastReading: START + 200 },
          { emptyAt: START + 2_100, stopAt: START + 2_100 },
          55_000,
        ),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { cuCap suCap cuRate suRate } farm(id: 1) { cuHeld suHeld cuRate cuRateHeld holds }
          nonceWords { signer word used } }`,
        expected: {
          pool: { cuCap: "500", suCap: "0", cuRate: "500", suRate: "0" },
          farm: { cuHeld: "500", suHeld: "0", cuRate: "500", cuRateHeld: "500", holds: 1 },
          nonceWords: [{ signer: CUSTOMER, word: "1", used: "2" }],
        },
      },
    ],
  },
  {
    name: "the owner leaves: what is left goes back, the clock is forgotten",
    blocks: [
      ...running,
      after(
        300,
        pools("Closed", { poolId: 1, to: STRANGER, cu: 900_000, su: 490_000, released: 55_000, returned: 695_000 }),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { state endedAt ${CLOCK} worth cuPrice ${MONEY} cuDrained suDrained cuUnconsumed suUnconsumed }
          farm(id: 1) { poolsOpen cuRate cuHeld holds cuDrained money { paid released escrow returned } }
          grid(id: "grid") { poolsOpen cuRate } }`,
        expected: {
          pool: {
            state: "CLOSED",
            endedAt: String(START + 300),
            cu: "0",
            su: "0",
            cuRate: "0",
            suRate: "0",
            settledAt: "0",
            lastReading: "0",
            empty: false,
            emptyAt: String(NEVER),
            stopAt: String(DAY),
            worth: "0",
            cuPrice: "0",
            paid: "1500000",
            released: "805000",
            escrow: "0",
            returned: "695000",
            brought: "0",
            cuDrained: "100000",
            suDrained: "10000",
            cuUnconsumed: "900000",
            suUnconsumed: "490000",
          },
          farm: {
            poolsOpen: 0,
            cuRate: "0",
            cuHeld: "0",
            holds: 0,
            cuDrained: "100000",
            money: [{ paid: "1500000", released: "805000", escrow: "0", returned: "695000" }],
          },
          grid: { poolsOpen: "0", cuRate: "0" },
        },
      },
    ],
  },
  {
    name: "a notice is withdrawn, another one is carried out: all that was left is owed to the owner",
    blocks: [
      ...running,
      after(210, pools("EvictionAnnounced", { poolId: 1, evictableFrom: START + 5_000, lapsesAfter: START + 6_000 })),
      after(220, pools("EvictionWithdrawn", { poolId: 1 })),
      after(230, pools("EvictionAnnounced", { poolId: 1, evictableFrom: START + 250, lapsesAfter: START + 900 })),
      after(
        300,
        pools("Evicted", { poolId: 1, owner: CUSTOMER, cu: 900_000, su: 490_000, released: 55_000, brought: 695_000 }),
        pools("Owed", { account: CUSTOMER, token: DOLLAR, amount: 1_390_000 }),
        pools("Owed", { account: CUSTOMER, token: DOLLAR, amount: 10 }),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { state evictableFrom evictionLapsesAfter ${MONEY} cuUnconsumed }
          farm(id: 1) { evictions evictionsAnnounced poolsOpen money { brought returned escrow } }
          grid(id: "grid") { evictions } oweds { holder account token currency { symbol } amount } }`,
        expected: {
          pool: {
            state: "EVICTED",
            evictableFrom: String(START + 250),
            evictionLapsesAfter: String(START + 900),
            paid: "1500000",
            released: "805000",
            escrow: "0",
            returned: "695000",
            brought: "695000",
            cuUnconsumed: "900000",
          },
          farm: {
            evictions: 1,
            evictionsAnnounced: 2,
            poolsOpen: 0,
            money: [{ brought: "695000", returned: "695000", escrow: "0" }],
          },
          grid: { evictions: "1" },
          oweds: [
            { holder: "POOLS", account: CUSTOMER, token: DOLLAR, currency: { symbol: "USD" }, amount: "1390010" },
          ],
        },
      },
    ],
  },
  {
    name: "a rating weighs what its pool has drained, before and after it was given",
    blocks: [
      ...running,
      after(210, pools("Rated", { poolId: 1, farmId: 1, tid: 2, stars: 4 })),
      after(
        300,
        settled(
          1,
          { cu: 900_000, su: 490_000, cuRate: 1_000, suRate: 100, settledAt: START + 300, lastReading: START + 200 },
          { emptyAt: START + 1_200, stopAt: START + 1_200 },
          55_000,
        ),
      ),
      after(310, pools("Rated", { poolId: 1, farmId: 1, tid: 2, stars: 1 })),
      after(
        320,
        pools("Closed", { poolId: 1, to: CUSTOMER, cu: 900_000, su: 490_000, released: 0, returned: 695_000 }),
        pools("Rated", { poolId: 1, farmId: 1, tid: 2, stars: 5 }),
      ),
    ],
    assertions: [
      {
        query: "{ pool(id: 1) { stars } farm(id: 1) { ratings ratingSum ratingWeight rating } }",
        expected: {
          pool: { stars: 5 },
          farm: { ratings: 1, ratingSum: "550000", ratingWeight: "110000", rating: "5" },
        },
      },
    ],
  },
  {
    name: "a pool is offered, the offer taken back, made again and taken; its new owner is another threebot",
    blocks: [
      ...openPool(),
      after(200, pools("PoolOffered", { poolId: 1, fromTid: 2, toTid: 1 })),
      after(210, pools("PoolOffered", { poolId: 1, fromTid: 2, toTid: 0 })),
      after(220, pools("PoolOffered", { poolId: 1, fromTid: 2, toTid: 1 })),
      after(230, pools("PoolTransferred", { poolId: 1, fromTid: 2, toTid: 1 })),
      after(240, pools("PoolOffered", { poolId: 1, fromTid: 1, toTid: 2 })),
    ],
    assertions: [
      {
        query: "{ pool(id: 1) { threebot { id owner } offeredTo offeredBy } threebot(id: 2) { pools { id } } }",
        expected: {
          pool: { threebot: { id: "1", owner: FARMER }, offeredTo: "2", offeredBy: FARMER },
          threebot: { pools: [] },
        },
      },
    ],
  },
  {
    name: "refills: by memo, at list price, by an offer that raises caps; worth is mixed",
    blocks: [
      ...openPool(),
      after(
        150,
        pools("RefillReserved", {
          id: 2,
          poolId: 1,
          refundTo: STRANGER,
          cus: 1_000,
          sus: 0,
          termsVersion: 1,
          cuCost: 3_000_000,
          suCost: 0,
          termsHash: `0x${"88".repeat(32)}`,
          deadline: START + 150 + HOUR,
        }),
        pools("Paid", { id: 2, payer: STRANGER, token: DOLLAR, amount: 1_000_000, sum: 1_000_000, door: 1 }),
      ),
      after(
        200,
        pools("Refilled", {
          poolId: 1,
          reservationId: 2,
          payer: CUSTOMER,
          door: 0,
          cus: 1_000,
          sus: 0,
          cuPaid: 3_000_000,
          suPaid: 0,
          worth: worthWord(2n * PRICE_ONE, PRICE_ONE),
          clock: clockWord({ cu: 2_000_000, su: 500_000, settledAt: START + 200 }),
          emptyAt: NEVER,
          stopAt: DAY,
          released: 1_500_000,
        }),
      ),
      after(
        300,
        pools("OfferTaken", { poolId: 1, signer: OPERATOR, nonce: 0 }),
        pools("CapsChanged", { poolId: 1, oldCuCap: 2_000, oldSuCap: 1_000, cuCap: 3_000, suCap: 1_000 }),
        pools("Refilled", {
          poolId: 1,
          reservationId: 0,
          payer: CUSTOMER,
          door: 5,
          cus: 0,
          sus: 500,
          cuPaid: 0,
          suPaid: 0,
          worth: worthWord(2n * PRICE_ONE, PRICE_ONE / 2n),
          clock: clockWord({ cu: 2_000_000, su: 1_000_000, settledAt: START + 300 }),
          emptyAt: NEVER,
          stopAt: DAY,
          released: 0,
        }),
      ),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { cuCap cu su cuPrice suPrice worth paid released escrow refillCount cuBought suBought
            refills(orderBy: timestamp) { reservation { id } payer door cus sus cuPaid released cu su }
            payments(orderBy: timestamp) { reservation { id } payer amount door credited } }
          reservation(id: 2) { state pool { id } quotes { paid due } }
          farm(id: 1) { refills cuHeld } grid(id: "grid") { refills }
          offerUses { signer nonce opened pool { id } } }`,
        expected: {
          pool: {
            cuCap: "3000",
            cu: "2000000",
            su: "1000000",
            cuPrice: String(2n * PRICE_ONE),
            suPrice: String(PRICE_ONE / 2n),
            worth: "4500000",
            paid: "4500000",
            released: "2250000",
            escrow: "2250000",
            refillCount: 2,
            cuBought: "2000000",
            suBought: "1000000",
            refills: [
              {
                reservation: { id: "2" },
                payer: CUSTOMER,
                door: "PAY",
                cus: "1000",
                sus: "0",
                cuPaid: "3000000",
                released: "1500000",
                cu: "2000000",
                su: "500000",
              },
              {
                reservation: null,
                payer: CUSTOMER,
                door: "OFFER",
                cus: "0",
                sus: "500",
                cuPaid: "0",
                released: "0",
                cu: "2000000",
                su: "1000000",
              },
            ],
            payments: [
              { reservation: { id: "1" }, payer: CUSTOMER, amount: "1500000", door: "PAY", credited: true },
              { reservation: { id: "2" }, payer: STRANGER, amount: "1000000", door: "PAY_FOR", credited: false },
              { reservation: { id: "2" }, payer: CUSTOMER, amount: "2000000", door: "PAY", credited: true },
              { reservation: null, payer: CUSTOMER, amount: "0", door: "OFFER", credited: true },
            ],
          },
          reservation: { state: "REFILLED", pool: { id: "1" }, quotes: [{ paid: "1000000", due: "0" }] },
          farm: { refills: 2, cuHeld: "3000" },
          grid: { refills: "2" },
          offerUses: [{ signer: OPERATOR, nonce: "0", opened: false, pool: { id: "1" } }],
        },
      },
    ],
  },
  {
    name: "an offer opens a pool without a reservation; odd worths round as the contract does",
    blocks: [
      market(),
      after(
        50,
        pools("Opened", {
          poolId: 7,
          farmId: 1,
          tid: 2,
          signer: OPERATOR,
          nonce: "115792089237316195423570985008687907853269984665640564039457584007913129639935",
          termsVersion: 1,
          upfrontBps: 3_333,
          noticeDays: 7,
          cuCap: 10,
          suCap: 0,
          nodeIds: [],
        }),
        credited(7, CUSTOMER, 5, {
          cus: 1,
          sus: 0,
          cuPaid: 1,
          suPaid: 0,
          // floor(2^64 / 1000): worth of 1,000 is still 1, of 999 too
          worth: worthWord((1n << 64n) / 1_000n, 0n),
          released: 0,
        }),
      ),
      after(60, settled(7, { cu: 999, cuRate: 1, settledAt: START + 60 }, { emptyAt: NEVER, stopAt: START + 100 }, 0)),
    ],
    assertions: [
      {
        query: `{ pool(id: 7) { state upfrontBps noticeDays nodeIds worth escrow paid reservation { id }
            offer { signer nonce opened } payments { amount reservation { id } } }
          reservations { id } nonceWords { word used } }`,
        expected: {
          pool: {
            state: "ACTIVE",
            upfrontBps: 3_333,
            noticeDays: 7,
            nodeIds: [],
            worth: "1",
            escrow: "1",
            paid: "1",
            reservation: null,
            offer: {
              signer: OPERATOR,
              nonce: "115792089237316195423570985008687907853269984665640564039457584007913129639935",
              opened: true,
            },
            payments: [{ amount: "1", reservation: null }],
          },
          reservations: [],
          nonceWords: [
            {
              word: "452312848583266388373324160190187140051835877600158453279131187530910662655",
              used: "57896044618658097711785492504343953926634992332820282019728792003956564819968",
            },
          ],
        },
      },
    ],
  },
  {
    name: "income is booked under the share table in force, and each payee's part is counted",
    blocks: [
      ...running,
      after(250, registry("SharesApplied", { farmId: 1, table: 1, shares_payee: [STRANGER], shares_bps: [10_000] })),
      after(
        300,
        settled(
          1,
          { cu: 900_000, su: 490_000, cuRate: 1_000, suRate: 100, settledAt: START + 300, lastReading: START + 200 },
          { emptyAt: START + 1_200, stopAt: START + 1_200 },
          55_000,
        ),
      ),
      after(
        400,
        pools("Withdrawn", { farmId: 1, payee: FARMER, token: DOLLAR, table: 0, amount: 700_000, to: FARMER }),
        pools("Withdrawn", { farmId: 1, payee: FARMER, token: DOLLAR, table: 0, amount: 50_000, to: STRANGER }),
        pools("Withdrawn", { farmId: 1, payee: STRANGER, token: DOLLAR, table: 1, amount: 1, to: STRANGER }),
      ),
    ],
    assertions: [
      {
        query: `{ farmCredits { table currency { id } released withdrawn withdrawals { payee amount } }
          farm(id: 1) { money { released withdrawn } } }`,
        expected: {
          farmCredits: [
            {
              table: 0,
              currency: { id: DOLLAR },
              released: "750000",
              withdrawn: "750000",
              withdrawals: [{ payee: FARMER, amount: "750000" }],
            },
            {
              table: 1,
              currency: { id: DOLLAR },
              released: "55000",
              withdrawn: "1",
              withdrawals: [{ payee: STRANGER, amount: "1" }],
            },
          ],
          farm: { money: [{ released: "805000", withdrawn: "750001" }] },
        },
      },
    ],
  },
  {
    name: "signers void nonces, used or not",
    blocks: [
      market(),
      after(
        10,
        pools("NoncesCancelled", { signer: OPERATOR, word: 0, mask: 5 }),
        pools("NoncesCancelled", { signer: OPERATOR, word: 0, mask: 3 }),
        pools("NoncesCancelled", { signer: FARMER, word: 0, mask: 0 }),
      ),
      after(20, reserved(1)),
      after(30, accepted(1, START + 30 + HOUR)),
    ],
    assertions: [
      {
        query: "{ nonceWords { signer used } }",
        expected: {
          nonceWords: [
            { signer: OPERATOR, used: "7" },
            { signer: FARMER, used: "0" },
          ],
        },
      },
    ],
  },
];

import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  after,
  CUSTOMER,
  DOLLAR,
  HOUR,
  market,
  NEVER,
  openPool,
  pools,
  readingTaken,
  registry,
  settled,
  START,
} from "../support/market.ts";
import { PRICE_ONE } from "../support/words.ts";

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
          farmUsages(where: { interval: DAY }) { cuBought suBought cuDrained poolsOpen }
          farmIncomes(where: { interval: HOUR }) { paid earned returned } }`,
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
          farmUsages: [{ cuBought: "1000000", suBought: "500000", cuDrained: "0", poolsOpen: 1 }],
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
          gridUsages(where: { interval: HOUR }) { cuDrained suDrained cuRate poolsOpen }
          farmUsages(where: { interval: HOUR }) { cuRateMost suRateMost } }`,
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
          gridUsages: [{ cuDrained: "1000000", suDrained: "50000", cuRate: "0", poolsOpen: "1" }],
          farmUsages: [{ cuRateMost: "2000", suRateMost: "100" }],
        },
      },
    ],
  },
  {
    name: "hours and days: each has its own acts, and begins with the rates of the one before",
    blocks: [
      ...running,
      after(
        HOUR + 10,
        settled(
          1,
          { su: 400_000, settledAt: START + 1_200, lastReading: START + 200, empty: true },
          { emptyAt: START + 1_200, stopAt: START + 1_200 },
          550_000,
        ),
      ),
    ],
    assertions: [
      {
        query: `{ farmUsages(orderBy: begin, where: { interval: HOUR }) {
            begin farm { id } cuBought suBought cuDrained suDrained cuRate suRate cuRateMost suRateMost poolsOpen }
          gridUsages(orderBy: begin, where: { interval: HOUR }) { begin cuBought cuDrained cuRate poolsOpen }
          days: farmUsages(where: { interval: DAY }) { begin cuBought cuDrained suDrained cuRate cuRateMost }
          farmIncomes(orderBy: begin, where: { interval: HOUR }) { begin currency { id } paid earned }
          gridIncomes(where: { interval: DAY }) { begin currency { id } paid earned } }`,
        expected: {
          farmUsages: [
            {
              ...{ begin: String(START), farm: { id: "1" } },
              ...{ cuBought: "1000000", suBought: "500000", cuDrained: "0", suDrained: "0" },
              ...{ cuRate: "1000", suRate: "100", cuRateMost: "1000", suRateMost: "100", poolsOpen: 1 },
            },
            {
              ...{ begin: String(START + HOUR), farm: { id: "1" } },
              ...{ cuBought: "0", suBought: "0", cuDrained: "1000000", suDrained: "100000" },
              ...{ cuRate: "0", suRate: "0", cuRateMost: "1000", suRateMost: "100", poolsOpen: 1 },
            },
          ],
          gridUsages: [
            { begin: String(START), cuBought: "1000000", cuDrained: "0", cuRate: "1000", poolsOpen: "1" },
            { begin: String(START + HOUR), cuBought: "0", cuDrained: "1000000", cuRate: "0", poolsOpen: "1" },
          ],
          days: [
            {
              ...{ begin: String(START - (START % DAY)), cuBought: "1000000", cuDrained: "1000000" },
              ...{ suDrained: "100000", cuRate: "0", cuRateMost: "1000" },
            },
          ],
          farmIncomes: [
            { begin: String(START), currency: { id: DOLLAR }, paid: "1500000", earned: "750000" },
            { begin: String(START + HOUR), currency: { id: DOLLAR }, paid: "0", earned: "550000" },
          ],
          gridIncomes: [
            { begin: String(START - (START % DAY)), currency: { id: DOLLAR }, paid: "1500000", earned: "1300000" },
          ],
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
];

import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  after,
  CUSTOMER,
  DOLLAR,
  FARMER,
  NEVER,
  openPool,
  pools,
  readingTaken,
  settled,
  START,
  STRANGER,
} from "../support/market.ts";

const DAY = 86_400;

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
];

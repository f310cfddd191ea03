import type { Case } from "../../../scripts/subgraph/cases.ts";
import { farmIncomeByDay } from "../../../src/protocol/queries/farmIncomeByDay.ts";
import { farmsByPrice } from "../../../src/protocol/queries/farmsByPrice.ts";
import { farmsInPlace } from "../../../src/protocol/queries/farmsInPlace.ts";
import { poolHistory } from "../../../src/protocol/queries/poolHistory.ts";
import { poolsOfWallet } from "../../../src/protocol/queries/poolsOfWallet.ts";
import { poolsRunningEmpty } from "../../../src/protocol/queries/poolsRunningEmpty.ts";
import { whatToPay } from "../../../src/protocol/queries/whatToPay.ts";
import { inlined } from "../support/inlined.ts";
import {
  accepted,
  after,
  CUSTOMER,
  DOLLAR,
  farm,
  HOUR,
  listing,
  market,
  NOBODY,
  node,
  paid,
  registry,
  reserved,
  runningPool,
  settled,
  START,
  STRANGER,
  word,
} from "../support/market.ts";

const DAY = 86_400;
const dollar = { id: DOLLAR, symbol: "USD", decimals: 6 };

const farmOfMarket = {
  id: "1",
  name: "North",
  createdAt: String(START),
  cuFree: "8000",
  suFree: "3000",
  uptime: null,
  rating: null,
  evictions: 0,
  acceptanceMean: null,
  acceptanceTimes: [0, 0, 0, 0, 0, 0],
};

export const cases: readonly Case[] = [
  {
    name: "farmsByPrice: farms that list the currency now, with what a buyer compares",
    blocks: [
      market(),
      after(
        1,
        farm(2, { setup_name: "South" }),
        ...listing(DOLLAR, 1, 1, 2),
        registry("PriceChanged", {
          farmId: 2,
          token: DOLLAR,
          version: 1,
          tokenIndex: 1,
          slot: 0,
          oldCuPrice: 0,
          oldSuPrice: 0,
          cuPrice: 0,
          suPrice: 0,
        }),
      ),
    ],
    assertions: [
      {
        query: inlined(farmsByPrice, { currency: DOLLAR, first: 10, skip: 0 }),
        expected: {
          currency: { symbol: "USD", decimals: 6, known: true },
          prices: [
            {
              cuPrice: "2592000000",
              suPrice: "2592000000",
              farm: {
                ...farmOfMarket,
                endpoint: "https://north.example",
                upfrontBps: 5_000,
                noticeDays: 30,
                cuCapacity: "8000",
                suCapacity: "3000",
                uptimeAt: String(START),
                ratings: 0,
                poolsOpened: 0,
                requests: 0,
                acceptances: 0,
                rejections: 0,
              },
            },
          ],
        },
      },
    ],
  },
  {
    name: "farmsInPlace: farms with a listed node in the country, and room",
    blocks: [
      market(),
      after(1, farm(2), node(2, { farmId: 2, info_country: "0x4652" })),
      after(2, farm(3), node(3, { farmId: 3 }), registry("NodeRetired", { nodeId: 3, farmId: 3 })),
    ],
    assertions: [
      {
        query: inlined(
          farmsInPlace,
          { country: "DE", cuFree: "8000", suFree: "0", orderBy: "rating", orderDirection: "desc", first: 10 },
          ["orderBy", "orderDirection"],
        ),
        expected: {
          farms: [
            {
              ...farmOfMarket,
              prices: [DOLLAR, NOBODY].map((id) => ({
                currency: { ...dollar, id },
                cuPrice: "2592000000",
                suPrice: "2592000000",
              })),
              nodes: [{ id: "1", city: "Berlin", cu: "8000", su: "3000", ipv4Count: 1, uptime: null }],
            },
          ],
        },
      },
      {
        query: inlined(
          farmsInPlace,
          { country: "DE", cuFree: "8001", suFree: "0", orderBy: "cuFree", orderDirection: "asc", first: 10 },
          ["orderBy", "orderDirection"],
        ),
        expected: { farms: [] },
      },
    ],
  },
  {
    name: "poolsOfWallet: all that poolNow needs",
    blocks: runningPool(),
    assertions: [
      {
        query: inlined(poolsOfWallet, { owner: CUSTOMER, first: 10 }),
        expected: {
          // `gnd test` keeps no blocks, and so no time of one.
          _meta: { block: { number: 6, timestamp: null } },
          pools: [
            {
              id: "1",
              farm: { id: "1", name: "North", endpoint: "https://north.example" },
              threebot: { id: "2" },
              currency: dollar,
              cu: "1000000",
              su: "500000",
              cuRate: "1000",
              suRate: "100",
              settledAt: String(START + 200),
              lastReading: String(START + 200),
              empty: false,
              emptyAt: String(START + 1_200),
              stopAt: String(START + 1_200),
              cuPrice: String(1n << 64n),
              suPrice: String(1n << 64n),
              upfrontBps: 5_000,
              cuCap: "2000",
              suCap: "1000",
              evictableFrom: "0",
              evictionLapsesAfter: "0",
              standingOrder: null,
            },
          ],
        },
      },
    ],
  },
  {
    name: "whatToPay: quotes, what came, what is missing, until when",
    blocks: [
      market(),
      after(10, reserved(5, { terms_currencies: [DOLLAR] })),
      after(20, accepted(5, START + 20 + HOUR)),
      after(30, paid(5, STRANGER, DOLLAR, 100, 100)),
    ],
    assertions: [
      {
        query: inlined(whatToPay, { id: "5" }).replace("      transaction\n", "").replace("    deposit\n", ""),
        expected: {
          reservation: {
            id: "5",
            state: "PAYABLE",
            deadline: String(START + 20 + HOUR),
            termsHash: word("77"),
            farm: { id: "1", name: "North" },
            target: null,
            pool: null,
            reached: null,
            reason: null,
            quotes: [
              { currency: dollar, cuCost: "1000000", suCost: "500000", total: "1500000", paid: "100", due: "1499900" },
            ],
            payments: [
              {
                payer: STRANGER,
                amount: "100",
                currency: { id: DOLLAR },
                door: "PAY",
                via: null,
                credited: false,
                timestamp: String(START + 30),
              },
            ],
            contributions: [{ payer: STRANGER, amount: "100", currency: { id: DOLLAR } }],
          },
        },
      },
    ],
  },
  {
    name: "farmIncomeByDay: the running day too",
    blocks: [
      ...runningPool(),
      after(
        DAY + 10,
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
        query: inlined(farmIncomeByDay, { farm: 1, from: "0", first: 100 }),
        expected: {
          farmIncomes: [
            {
              begin: String(START),
              currency: dollar,
              paid: "1500000",
              earned: "750000",
              returned: "0",
            },
            {
              begin: String(START + DAY),
              currency: dollar,
              paid: "0",
              earned: "550000",
              returned: "0",
            },
          ],
        },
      },
    ],
  },
  {
    name: "poolHistory: from the request on",
    blocks: runningPool(),
    assertions: [
      {
        query: inlined(poolHistory, { id: "1", after: "0" })
          .replace("      transaction\n", "")
          .replace("      sender\n", "")
          .replace("      arguments\n", ""),
        expected: {
          pool: {
            id: "1",
            state: "ACTIVE",
            openedAt: String(START + 100),
            endedAt: null,
            paid: "1500000",
            released: "750000",
            returned: "0",
            escrow: "750000",
            cuBought: "1000000",
            suBought: "500000",
            cuDrained: "0",
            suDrained: "0",
            cuUnconsumed: "0",
            suUnconsumed: "0",
            events: [
              { order: "3000000", name: "Reserved", timestamp: String(START + 10) },
              { order: "4000000", name: "Accepted", timestamp: String(START + 20) },
              { order: "5000000", name: "Credited", timestamp: String(START + 100) },
              { order: "6000000", name: "ReadingTaken", timestamp: String(START + 200) },
            ],
          },
        },
      },
    ],
  },
  {
    name: "poolsRunningEmpty: within a day, and no idle pool",
    blocks: runningPool(),
    assertions: [
      {
        query: inlined(poolsRunningEmpty, { now: String(START + 200), until: String(START + 200 + DAY), first: 10 }),
        expected: {
          pools: [
            {
              id: "1",
              emptyAt: String(START + 1_200),
              stopAt: String(START + 1_200),
              farm: { id: "1", name: "North" },
              threebot: { id: "2", owner: CUSTOMER },
              standingOrder: null,
            },
          ],
        },
      },
      {
        query: inlined(poolsRunningEmpty, { now: String(START + 1_200), until: String(START + DAY), first: 10 }),
        expected: { pools: [] },
      },
    ],
  },
];

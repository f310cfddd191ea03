import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  accepted,
  after,
  COIN,
  credited,
  CUSTOMER,
  DOLLAR,
  HOUR,
  market,
  NO_HASH,
  NOBODY,
  openPool,
  paid,
  pools,
  registry,
  reserved,
  SIGNATURE,
  START,
  STRANGER,
  word,
} from "../support/market.ts";

const rejected = (id: number, reason: string): ReturnType<typeof pools> => pools("Rejected", { id, reason });
const ACCEPTANCE = 6;

export const cases: readonly Case[] = [
  {
    name: "a new pool is asked for: terms, state, a quote in each currency that both sides take",
    blocks: [market(), after(10, reserved(5, { terms_currencies: [DOLLAR, STRANGER, DOLLAR] }))],
    assertions: [
      {
        query: `{ reservation(id: 5) { farm { id } threebot { id epoch } target { id } pool { id } state cus sus termsVersion
          termsHash upfrontBps noticeDays cuCap suCap nodeIds currencies refundTo signingRequestHash epoch signature
          requestedAt deadline acceptedAt reached { id }
          quotes { currency { id } cuCost suCost total paid due } }
          farm(id: 1) { requests cuHeld } grid(id: "grid") { reservations } }`,
        expected: {
          reservation: {
            farm: { id: "1" },
            threebot: { id: "2", epoch: "1" },
            target: null,
            pool: null,
            state: "REQUESTED",
            cus: "1000",
            sus: "500",
            termsVersion: "1",
            termsHash: word("77"),
            upfrontBps: 5_000,
            noticeDays: 30,
            cuCap: "2000",
            suCap: "1000",
            nodeIds: [1],
            currencies: [DOLLAR, STRANGER, DOLLAR],
            refundTo: null,
            signingRequestHash: null,
            epoch: "1",
            signature: SIGNATURE,
            requestedAt: String(START + 10),
            deadline: String(START + HOUR),
            acceptedAt: null,
            reached: null,
            quotes: [
              {
                currency: { id: DOLLAR },
                cuCost: "1000000",
                suCost: "500000",
                total: "1500000",
                paid: "0",
                due: "1500000",
              },
            ],
          },
          farm: { requests: 1, cuHeld: "0" },
          grid: { reservations: "1" },
        },
      },
    ],
  },
  {
    name: "costs are rounded up in each unit, and who is named is kept",
    blocks: [
      market(),
      after(
        10,
        registry("PriceChanged", {
          farmId: 1,
          token: DOLLAR,
          version: 1,
          tokenIndex: 1,
          slot: 1,
          oldCuPrice: 0,
          oldSuPrice: 0,
          cuPrice: 1,
          suPrice: 2_592_001,
        }),
        reserved(5, {
          terms_cus: 1,
          terms_sus: 1,
          terms_currencies: [DOLLAR],
          terms_refundTo: STRANGER,
          terms_signingRequestHash: word("99"),
        }),
      ),
    ],
    assertions: [
      {
        query: "{ reservation(id: 5) { refundTo signingRequestHash quotes { cuCost suCost } } }",
        expected: {
          reservation: {
            refundTo: STRANGER,
            signingRequestHash: word("99"),
            quotes: [{ cuCost: "1", suCost: "2" }],
          },
        },
      },
    ],
  },
  {
    name: "the dearest price of all is counted to the last unit",
    blocks: [
      market(),
      after(
        10,
        registry("PriceChanged", {
          farmId: 1,
          token: DOLLAR,
          version: 1,
          tokenIndex: 1,
          slot: 1,
          oldCuPrice: 0,
          oldSuPrice: 0,
          cuPrice: "39614081257132168796771975167",
          suPrice: 0,
        }),
        reserved(5, { terms_cus: 1, terms_sus: 0, terms_currencies: [DOLLAR, COIN] }),
      ),
    ],
    assertions: [
      {
        query: "{ quotes { currency { id } total } }",
        expected: {
          quotes: [
            // ceil((2^95 - 1) / 2,592,000)
            { currency: { id: DOLLAR }, total: "15283210361547904628385" },
            { currency: { id: COIN }, total: "1000" },
          ],
        },
      },
    ],
  },
  {
    name: "an acceptance holds the caps until the deadline, and is counted by its time",
    blocks: [market(), after(10, reserved(1)), after(26, accepted(1, START + 26 + HOUR))],
    assertions: [
      {
        query: `{ reservation(id: 1) { state acceptedAt deadline }
          farm(id: 1) { acceptances acceptanceTimes acceptanceSeconds acceptanceMean cuHeld suHeld holds cuFree suFree } }`,
        expected: {
          reservation: { state: "PAYABLE", acceptedAt: String(START + 26), deadline: String(START + 26 + HOUR) },
          farm: {
            acceptances: 1,
            acceptanceTimes: [0, 0, 1, 0, 0, 0],
            acceptanceSeconds: "16",
            acceptanceMean: "16",
            cuHeld: "2000",
            suHeld: "1000",
            holds: 1,
            cuFree: "6000",
            suFree: "2000",
          },
        },
      },
    ],
  },
  {
    name: "what was accepted and never paid is held no longer than its hour is over",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, accepted(1, START + 20 + HOUR)),
      // The hour in which the deadline lies is over; any event of the farm tells.
      after(2 * HOUR, registry("FarmDescribed", { farmId: 1, name: "N", endpoint: "" })),
    ],
    assertions: [
      {
        query: "{ farm(id: 1) { cuHeld suHeld holds holdHour cuFree } holdHours { id } reservation(id: 1) { state } }",
        expected: {
          farm: { cuHeld: "0", suHeld: "0", holds: 0, holdHour: String(START / HOUR + 2), cuFree: "8000" },
          holdHours: [],
          reservation: { state: "PAYABLE" },
        },
      },
    ],
  },
  {
    name: "a rejection keeps its reason, and reasons are counted",
    blocks: [
      market(),
      after(10, reserved(1), reserved(2), reserved(3)),
      after(20, rejected(1, "full"), rejected(2, "full"), rejected(3, "")),
    ],
    assertions: [
      {
        query: `{ reservation(id: 1) { state rejectedAt reason }
          farm(id: 1) { rejections acceptances rejectionReasons { reason count } } }`,
        expected: {
          reservation: { state: "REJECTED", rejectedAt: String(START + 20), reason: "full" },
          farm: {
            rejections: 3,
            acceptances: 0,
            rejectionReasons: [
              { reason: "full", count: 2 },
              { reason: "", count: 1 },
            ],
          },
        },
      },
    ],
  },
  {
    name: "given up before and after the acceptance: the hold goes",
    blocks: [
      market(),
      after(10, reserved(1), reserved(2)),
      after(20, accepted(2, START + 20 + HOUR)),
      after(30, pools("Cancelled", { id: 1 }), pools("Cancelled", { id: 2 })),
    ],
    assertions: [
      {
        query: "{ reservations { id state cancelledAt } farm(id: 1) { cancellations cuHeld suHeld holds } }",
        expected: {
          reservations: [
            { id: "1", state: "CANCELLED", cancelledAt: String(START + 30) },
            { id: "2", state: "CANCELLED", cancelledAt: String(START + 30) },
          ],
          farm: { cancellations: 2, cuHeld: "0", suHeld: "0", holds: 0 },
        },
      },
    ],
  },
  {
    name: "two pay in parts, the last part credits: who paid what, by which door",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, accepted(1, START + 20 + HOUR)),
      after(30, paid(1, STRANGER, DOLLAR, 400_000, 400_000, 2)),
      after(40, paid(1, CUSTOMER, COIN, 7, 7, 3)),
      after(100, credited(1, CUSTOMER, 0)),
    ],
    assertions: [
      {
        query: `{ reservation(id: 1) { state creditedAt reached { id } pool { id }
          quotes { currency { id } paid due }
          payments { payer currency { id } amount door via credited pool { id } }
          contributions { payer currency { id } amount refunded } } }`,
        expected: {
          reservation: {
            state: "CREDITED",
            creditedAt: String(START + 100),
            reached: { id: DOLLAR },
            pool: { id: "1" },
            quotes: [
              { currency: { id: DOLLAR }, paid: "400000", due: "0" },
              { currency: { id: COIN }, paid: "7", due: "1499993" },
            ],
            payments: [
              {
                payer: STRANGER,
                currency: { id: DOLLAR },
                amount: "400000",
                door: "TRANSFER_AND_CALL",
                via: null,
                credited: false,
                pool: { id: "1" },
              },
              {
                payer: CUSTOMER,
                currency: { id: COIN },
                amount: "7",
                door: "NATIVE",
                via: null,
                credited: false,
                pool: { id: "1" },
              },
              {
                payer: CUSTOMER,
                currency: { id: DOLLAR },
                amount: "1100000",
                door: "PAY",
                via: null,
                credited: true,
                pool: { id: "1" },
              },
            ],
            contributions: [
              { payer: STRANGER, currency: { id: DOLLAR }, amount: "400000", refunded: "0" },
              { payer: CUSTOMER, currency: { id: COIN }, amount: "7", refunded: "0" },
            ],
          },
        },
      },
    ],
  },
  {
    name: "a quote reached before the answer waits, and the acceptance credits without a payment",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(15, paid(1, STRANGER, DOLLAR, 1_500_000, 1_500_000, 1)),
      after(20, accepted(1, START + 20 + HOUR), credited(1, NOBODY, ACCEPTANCE)),
    ],
    assertions: [
      {
        query: `{ reservation(id: 1) { state reached { id } payments { payer amount credited } }
          pool(id: 1) { state paid } farm(id: 1) { holds cuHeld } }`,
        expected: {
          reservation: {
            state: "CREDITED",
            reached: { id: DOLLAR },
            payments: [{ payer: STRANGER, amount: "1500000", credited: false }],
          },
          pool: { state: "ACTIVE", paid: "1500000" },
          farm: { holds: 1, cuHeld: "2000" },
        },
      },
    ],
  },
  {
    name: "what was paid and not credited goes back, and may come again",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, paid(1, STRANGER, DOLLAR, 10, 10), paid(1, STRANGER, DOLLAR, 5, 15), paid(1, STRANGER, COIN, 3, 3)),
      after(30, rejected(1, "no")),
      after(40, pools("Refunded", { id: 1, payer: STRANGER, token: DOLLAR, amount: 15, to: CUSTOMER })),
    ],
    assertions: [
      {
        query: `{ contributions { currency { id } amount refunded } quotes { currency { id } paid }
          pool(id: 1) { id } payments { pool { id } } }`,
        expected: {
          contributions: [
            { currency: { id: DOLLAR }, amount: "0", refunded: "15" },
            { currency: { id: COIN }, amount: "3", refunded: "0" },
          ],
          // As the contract counts: refunds are not subtracted.
          quotes: [
            { currency: { id: DOLLAR }, paid: "15" },
            { currency: { id: COIN }, paid: "3" },
          ],
          pool: null,
          payments: [{ pool: null }, { pool: null }, { pool: null }],
        },
      },
    ],
  },
  {
    name: "a refill by memo is asked for: payable at once, in the pool's currency, nothing held",
    blocks: [
      ...openPool(),
      after(
        200,
        pools("RefillReserved", {
          id: 2,
          poolId: 1,
          refundTo: STRANGER,
          cus: 10,
          sus: 0,
          termsVersion: 1,
          cuCost: 10_000,
          suCost: 0,
          termsHash: NO_HASH,
          deadline: START + 200 + HOUR,
        }),
      ),
    ],
    assertions: [
      {
        query: `{ reservation(id: 2) { state target { id } pool { id } threebot { id } cuCap refundTo epoch signature
          reached { id } nodeIds quotes { currency { id } total due } } farm(id: 1) { holds requests } }`,
        expected: {
          reservation: {
            state: "PAYABLE",
            target: { id: "1" },
            pool: null,
            threebot: { id: "2" },
            cuCap: "0",
            refundTo: STRANGER,
            epoch: null,
            signature: null,
            reached: { id: DOLLAR },
            nodeIds: [],
            quotes: [{ currency: { id: DOLLAR }, total: "10000", due: "10000" }],
          },
          farm: { holds: 1, requests: 1 },
        },
      },
    ],
  },
];

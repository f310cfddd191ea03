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
  reserved,
  START,
  STRANGER,
} from "../support/market.ts";

const rejected = (id: number, reason: string): ReturnType<typeof pools> => pools("Rejected", { id, reason });
const ACCEPTANCE = 6;

export const cases: readonly Case[] = [
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

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

export const cases: readonly Case[] = [
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

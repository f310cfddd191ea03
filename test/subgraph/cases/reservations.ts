import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  accepted,
  after,
  COIN,
  DOLLAR,
  HOUR,
  market,
  pools,
  registry,
  reserved,
  SIGNATURE,
  START,
  STRANGER,
  word,
} from "../support/market.ts";

const rejected = (id: number, reason: string): ReturnType<typeof pools> => pools("Rejected", { id, reason });

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
];

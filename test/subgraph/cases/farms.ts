import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  after,
  COIN,
  CUSTOMER,
  DOLLAR,
  farm,
  FARMER,
  listing,
  market,
  NOBODY,
  OPERATOR,
  registry,
  START,
  STRANGER,
  threebot,
} from "../support/market.ts";

const announced = (
  payees: readonly string[],
  bps: readonly number[],
  applicableFrom: number,
): ReturnType<typeof registry> =>
  registry("SharesAnnounced", { farmId: 1, shares_payee: payees, shares_bps: bps, applicableFrom });

const WEEK = 604_800;

export const cases: readonly Case[] = [
  {
    name: "a farm is founded with its terms, prices, payees and nothing else",
    blocks: [market()],
    assertions: [
      {
        query: `{ farm(id: 1) {
          owner pendingOwner threebot { id } operator signerEpoch name endpoint createdAt termsVersion upfrontBps noticeDays
          minOfferBps shareTable announcedShares sharesApplicableFrom poolsOpen rating uptime acceptanceMean acceptanceTimes
          cuCapacity suCapacity cuFree suFree nodesListed
          terms { version upfrontBps noticeDays since changes { currency { id } cuPrice slot } }
          prices { currency { symbol decimals known } cuPrice suPrice listed slot index sinceVersion }
          shareTables { number payees { payee bps } }
        } }`,
        expected: {
          farm: {
            owner: FARMER,
            pendingOwner: null,
            threebot: { id: "1" },
            operator: OPERATOR,
            signerEpoch: "1",
            name: "North",
            endpoint: "https://north.example",
            createdAt: String(START),
            termsVersion: "1",
            upfrontBps: 5_000,
            noticeDays: 30,
            minOfferBps: 9_000,
            shareTable: 0,
            announcedShares: null,
            sharesApplicableFrom: "0",
            poolsOpen: 0,
            rating: null,
            uptime: null,
            acceptanceMean: null,
            acceptanceTimes: [0, 0, 0, 0, 0, 0],
            // 8 vCPU and 32 GiB: min(max(8, 4), max(4, 8), max(16, 2)) = 8 CU; 400/200 + 1200/1200 = 3 SU
            cuCapacity: "8000",
            suCapacity: "3000",
            cuFree: "8000",
            suFree: "3000",
            nodesListed: 1,
            terms: [
              {
                version: "1",
                upfrontBps: 5_000,
                noticeDays: 30,
                since: String(START),
                changes: [
                  { currency: { id: DOLLAR }, cuPrice: "2592000000", slot: 1 },
                  { currency: { id: COIN }, cuPrice: "2592000000", slot: 2 },
                ],
              },
            ],
            prices: [
              {
                currency: { symbol: "USD", decimals: 6, known: true },
                cuPrice: "2592000000",
                suPrice: "2592000000",
                listed: true,
                slot: 1,
                index: 1,
                sinceVersion: "1",
              },
              {
                currency: { symbol: "USD", decimals: 6, known: true },
                cuPrice: "2592000000",
                suPrice: "2592000000",
                listed: true,
                slot: 2,
                index: 2,
                sinceVersion: "1",
              },
            ],
            shareTables: [{ number: 0, payees: [{ payee: FARMER, bps: 10_000 }] }],
          },
        },
      },
    ],
  },
  {
    name: "what a farm says of itself changes, its operator and its floor",
    blocks: [
      market(),
      after(
        10,
        registry("FarmDescribed", { farmId: 1, name: 'N "1" \\ \n', endpoint: "" }),
        registry("OperatorChanged", { farmId: 1, oldOperator: OPERATOR, operator: STRANGER, signerEpoch: 2 }),
        registry("OperatorChanged", { farmId: 1, oldOperator: STRANGER, operator: OPERATOR, signerEpoch: 3 }),
        registry("MinOfferChanged", { farmId: 1, oldMinOfferBps: 9_000, minOfferBps: 1 }),
        registry("FarmTidChanged", { farmId: 1, oldTid: 1, tid: 2 }),
      ),
    ],
    assertions: [
      {
        query: "{ farm(id: 1) { name endpoint operator signerEpoch minOfferBps threebot { id } } }",
        expected: {
          farm: {
            name: 'N "1" \\ \n',
            endpoint: "",
            operator: OPERATOR,
            signerEpoch: "3",
            minOfferBps: 1,
            threebot: { id: "2" },
          },
        },
      },
      {
        query: '{ events(where: { name: "FarmDescribed" }) { arguments } }',
        expected: { events: [{ arguments: '{"farmId":"1","name":"N \\"1\\" \\\\ \\u000a","endpoint":""}' }] },
      },
    ],
  },
  {
    name: "a farm that changes hands drops what its seller may have prepared",
    blocks: [
      market(),
      after(
        10,
        announced([STRANGER], [10_000], START + WEEK),
        registry("FarmTransferStarted", { farmId: 1, from: FARMER, to: CUSTOMER }),
      ),
      after(
        20,
        registry("FarmTransferred", {
          farmId: 1,
          from: FARMER,
          to: CUSTOMER,
          oldTid: 1,
          tid: 2,
          operator: STRANGER,
          signerEpoch: 2,
        }),
      ),
    ],
    assertions: [
      {
        query: `{ farm(id: 1) { owner pendingOwner operator signerEpoch minOfferBps threebot { id }
          announcedShares announcedPayees sharesApplicableFrom } }`,
        expected: {
          farm: {
            owner: CUSTOMER,
            pendingOwner: null,
            operator: STRANGER,
            signerEpoch: "2",
            minOfferBps: 10_000,
            threebot: { id: "2" },
            announcedShares: null,
            announcedPayees: [],
            sharesApplicableFrom: "0",
          },
        },
      },
    ],
  },
  {
    name: "a farm's offer to another is taken back",
    blocks: [
      market(),
      after(10, registry("FarmTransferStarted", { farmId: 1, from: FARMER, to: CUSTOMER })),
      after(20, registry("FarmTransferStarted", { farmId: 1, from: FARMER, to: NOBODY })),
    ],
    assertions: [{ query: "{ farm(id: 1) { pendingOwner } }", expected: { farm: { pendingOwner: null } } }],
  },
  {
    name: "an announced share table waits with its hash",
    blocks: [market(), after(10, announced([FARMER, STRANGER], [2_500, 7_500], START + WEEK))],
    assertions: [
      {
        query: "{ farm(id: 1) { shareTable announcedShares announcedPayees announcedBps sharesApplicableFrom } }",
        expected: {
          farm: {
            shareTable: 0,
            // keccak256(abi.encode(shares)) by ethers
            announcedShares: "0x6bad41574f388292ef0dca42799bd0f0e74a8dbf8673ec2f12b1f34eceb99b5a",
            announcedPayees: [FARMER, STRANGER],
            announcedBps: [2_500, 7_500],
            sharesApplicableFrom: String(START + WEEK),
          },
        },
      },
    ],
  },
  {
    name: "an announcement is taken back by an empty list, and another one is applied",
    blocks: [
      market(),
      after(10, announced([STRANGER], [10_000], START + WEEK)),
      after(20, announced([], [], 0)),
      after(30, announced([CUSTOMER], [10_000], START + WEEK + 30)),
      after(
        WEEK + 30,
        registry("SharesApplied", { farmId: 1, table: 1, shares_payee: [CUSTOMER], shares_bps: [10_000] }),
      ),
    ],
    assertions: [
      {
        query: `{ farm(id: 1) { shareTable announcedShares sharesApplicableFrom
          shareTables(orderBy: number) { number appliedAt payees { payee bps } } } }`,
        expected: {
          farm: {
            shareTable: 1,
            announcedShares: null,
            sharesApplicableFrom: "0",
            shareTables: [
              { number: 0, appliedAt: String(START), payees: [{ payee: FARMER, bps: 10_000 }] },
              { number: 1, appliedAt: String(START + WEEK + 30), payees: [{ payee: CUSTOMER, bps: 10_000 }] },
            ],
          },
        },
      },
    ],
  },
  {
    name: "a new version of the terms keeps the old one and the prices that did not change",
    blocks: [
      market(),
      after(
        10,
        registry("TermsChanged", {
          farmId: 1,
          version: 2,
          oldUpfrontBps: 5_000,
          upfrontBps: 0,
          oldNoticeDays: 30,
          noticeDays: 365,
        }),
        registry("PriceChanged", {
          farmId: 1,
          token: DOLLAR,
          version: 2,
          tokenIndex: 1,
          slot: 1,
          oldCuPrice: "2592000000",
          oldSuPrice: "2592000000",
          cuPrice: "39614081257132168796771975167", // 2^95 - 1
          suPrice: 0,
        }),
        // Named twice: the last word counts.
        registry("PriceChanged", {
          farmId: 1,
          token: DOLLAR,
          version: 2,
          tokenIndex: 1,
          slot: 0,
          oldCuPrice: "39614081257132168796771975167",
          oldSuPrice: 0,
          cuPrice: 0,
          suPrice: 0,
        }),
      ),
    ],
    assertions: [
      {
        query: `{ farm(id: 1) { termsVersion upfrontBps noticeDays terms { version upfrontBps }
          prices { currency { id } listed slot cuPrice sinceVersion } } }`,
        expected: {
          farm: {
            termsVersion: "2",
            upfrontBps: 0,
            noticeDays: 365,
            terms: [
              { version: "1", upfrontBps: 5_000 },
              { version: "2", upfrontBps: 0 },
            ],
            prices: [
              { currency: { id: DOLLAR }, listed: false, slot: 0, cuPrice: "0", sinceVersion: "2" },
              { currency: { id: COIN }, listed: true, slot: 2, cuPrice: "2592000000", sinceVersion: "1" },
            ],
          },
        },
      },
      {
        query: "{ priceChanges(where: { terms_: { version: 2 } }) { cuPrice slot } }",
        expected: { priceChanges: [{ cuPrice: "0", slot: 0 }] },
      },
    ],
  },
  {
    name: "a currency keeps its first answer, unless that was none",
    blocks: [
      market(),
      after(
        10,
        farm(2),
        registry("TokenListed", { farmId: 2, index: 1, token: DOLLAR, decimals: 18, symbol: "FAKE", known: true }),
        registry("TokenListed", { farmId: 2, index: 2, token: STRANGER, decimals: 0, symbol: "", known: false }),
      ),
      after(
        20,
        registry("TokenListed", { farmId: 1, index: 3, token: STRANGER, decimals: 2, symbol: "LATE", known: true }),
      ),
    ],
    assertions: [
      {
        query: "{ currencies { id decimals symbol known listedAt } }",
        expected: {
          currencies: [
            { id: COIN, decimals: 6, symbol: "USD", known: true, listedAt: String(START) },
            { id: DOLLAR, decimals: 6, symbol: "USD", known: true, listedAt: String(START) },
            { id: STRANGER, decimals: 2, symbol: "LATE", known: true, listedAt: String(START + 10) },
          ],
        },
      },
    ],
  },
  {
    name: "farms of one market do not touch each other",
    blocks: [after(0, threebot(1, FARMER), farm(1), farm(2, { setup_name: "South" }), ...listing(DOLLAR, 1, 1, 2))],
    assertions: [
      {
        query: '{ farms { id name prices { id } } grid(id: "grid") { farms } }',
        expected: {
          farms: [
            { id: "1", name: "North", prices: [] },
            { id: "2", name: "South", prices: [{ id: `0x0000000000000002${DOLLAR.slice(2)}` }] },
          ],
          grid: { farms: "2" },
        },
      },
    ],
  },
];

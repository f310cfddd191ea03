import { getCreate2Address, getCreateAddress, keccak256, AbiCoder, concat } from "ethers";
import type { Case } from "../../../scripts/subgraph/cases.ts";
import { TEST_DEPLOYMENT } from "../../../scripts/subgraph/testDeployment.ts";
import {
  accepted,
  after,
  COIN,
  credited,
  CUSTOMER,
  DOLLAR,
  doors,
  HOUR,
  market,
  openPool,
  orders,
  paid,
  pools,
  reserved,
  START,
  STRANGER,
  word,
} from "../support/market.ts";

const PAY_FOR = 1;
const DOORS = TEST_DEPLOYMENT.contracts.Doors.address;
const UINT256_MOST = ((1n << 256n) - 1n).toString();

/** As OpenZeppelin's Clones and Doors compute it, with ethers. */
function depositAddress(id: number, termsHash: string): string {
  const code = getCreateAddress({ from: DOORS, nonce: 1 });
  const clone = concat(["0x3d602d80600a3d3981f3363d3d373d3d3d363d73", code, "0x5af43d82803e903d91602b57fd5bf3"]);
  const kept = `${termsHash.slice(0, 58)}00000000`;
  const salt = keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "bytes32"], [id, kept]));
  return getCreate2Address(DOORS, salt, keccak256(clone)).toLowerCase();
}

const orderSet = (changes: Readonly<Record<string, unknown>> = {}): ReturnType<typeof orders> =>
  orders("OrderSet", {
    poolId: 1,
    maker: CUSTOMER,
    cus: 100,
    sus: 0,
    maxCuCost: 1_000,
    maxSuCost: 0,
    whenSecondsLeft: 3_600,
    minInterval: 60,
    maxTotal: "340282366920938463463374607431768211455",
    until: START + HOUR,
    ...changes,
  });

const swept = (
  id: number | string,
  received: number,
  counted: number,
  transaction?: string,
): ReturnType<typeof doors> =>
  doors(
    "DepositSwept",
    { id, token: DOLLAR, beneficiary: CUSTOMER, deposit: STRANGER, received, counted, owed: received - counted },
    transaction,
  );

export const cases: readonly Case[] = [
  {
    name: "doors: a reservation's deposit address is known before anything lies there",
    blocks: [market(), after(10, reserved(258, { termsHash: word("1f") }))],
    assertions: [
      {
        query: "{ reservation(id: 258) { deposit } }",
        expected: { reservation: { deposit: depositAddress(258, word("1f")) } },
      },
    ],
  },
  {
    name: "doors: what a deposit brought is told on its payment, the rest is owed",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, paid(1, CUSTOMER, DOLLAR, 400, 400, PAY_FOR)),
      after(
        30,
        { ...paid(1, CUSTOMER, DOLLAR, 600, 1_000, PAY_FOR), transaction: "sweep" },
        swept(1, 700, 600, "sweep"),
      ),
      after(40, swept(1, 50, 0)),
    ],
    assertions: [
      {
        query: "{ payments(orderBy: timestamp) { amount door via } oweds { holder account amount } }",
        expected: {
          payments: [
            { amount: "400", door: "PAY_FOR", via: null },
            { amount: "600", door: "PAY_FOR", via: "DEPOSIT" },
          ],
          oweds: [{ holder: "DOORS", account: CUSTOMER, amount: "150" }],
        },
      },
    ],
  },
  {
    name: "doors: an authorisation that credits",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, accepted(1, START + 20 + HOUR)),
      after(
        30,
        { ...credited(1, STRANGER, PAY_FOR), transaction: "authorised" },
        doors("AuthorizationUsed", { id: 1, payer: STRANGER, token: DOLLAR, n: 0, taken: 1_500_000 }, "authorised"),
      ),
    ],
    assertions: [
      {
        query: "{ payments { payer amount door via credited } }",
        expected: {
          payments: [{ payer: STRANGER, amount: "1500000", door: "PAY_FOR", via: "AUTHORIZATION", credited: true }],
        },
      },
    ],
  },
  {
    name: "doors: a permit that credits",
    blocks: [
      market(),
      after(10, reserved(1)),
      after(20, accepted(1, START + 20 + HOUR)),
      after(
        30,
        { ...credited(1, CUSTOMER, PAY_FOR), transaction: "permitted" },
        doors("PermitUsed", { id: 1, payer: CUSTOMER, token: DOLLAR, taken: 1_500_000 }, "permitted"),
      ),
    ],
    assertions: [
      {
        query: "{ payments { payer via credited } }",
        expected: { payments: [{ payer: CUSTOMER, via: "PERMIT", credited: true }] },
      },
    ],
  },
  {
    name: "doors: sweeps of strange tokens, for numbers that nothing has, are owed and stop nothing",
    blocks: [
      market(),
      after(10, { ...swept(UINT256_MOST, 5, 0), params: { ...swept(UINT256_MOST, 5, 0).params, token: STRANGER } }),
      after(20, swept(77, 9, 0)),
      after(30, doors("OwedWithdrawn", { account: CUSTOMER, token: DOLLAR, amount: 9, to: STRANGER })),
    ],
    assertions: [
      {
        query:
          '{ oweds { holder token currency { id } amount } events(where: { name: "DepositSwept" }) { reservation { id } } }',
        expected: {
          oweds: [
            { holder: "DOORS", token: STRANGER, currency: null, amount: "5" },
            { holder: "DOORS", token: DOLLAR, currency: { id: DOLLAR }, amount: "0" },
          ],
          events: [{ reservation: null }, { reservation: null }],
        },
      },
    ],
  },
  {
    name: "what Pools and Doors owe is kept apart",
    blocks: [
      market(),
      after(10, pools("Owed", { account: CUSTOMER, token: DOLLAR, amount: 3 }), swept(1, 4, 0)),
      after(20, pools("OwedWithdrawn", { account: CUSTOMER, token: DOLLAR, amount: 3, to: CUSTOMER })),
      after(30, pools("Owed", { account: CUSTOMER, token: COIN, amount: 2 })),
    ],
    assertions: [
      {
        query: "{ oweds { holder token amount } }",
        expected: {
          oweds: [
            { holder: "POOLS", token: DOLLAR, amount: "0" },
            { holder: "DOORS", token: DOLLAR, amount: "4" },
            { holder: "POOLS", token: COIN, amount: "2" },
          ],
        },
      },
    ],
  },
  {
    name: "orders: given, run, replaced by a new one that has spent nothing",
    blocks: [
      ...openPool(),
      after(200, orderSet()),
      after(300, orders("OrderExecuted", { poolId: 1, maker: CUSTOMER, cost: 100, spent: 100 })),
      after(400, orders("OrderExecuted", { poolId: 1, maker: CUSTOMER, cost: 50, spent: 150 })),
    ],
    assertions: [
      {
        query: `{ pool(id: 1) { standingOrder { maker cus sus maxCuCost maxSuCost whenSecondsLeft minInterval maxTotal spent
          until lastRun runs setAt } } }`,
        expected: {
          pool: {
            standingOrder: {
              maker: CUSTOMER,
              cus: "100",
              sus: "0",
              maxCuCost: "1000",
              maxSuCost: "0",
              whenSecondsLeft: "3600",
              minInterval: "60",
              maxTotal: "340282366920938463463374607431768211455",
              spent: "150",
              until: String(START + HOUR),
              lastRun: String(START + 400),
              runs: 2,
              setAt: String(START + 200),
            },
          },
        },
      },
    ],
  },
  {
    name: "orders: cancelled, given anew",
    blocks: [
      ...openPool(),
      after(200, orderSet()),
      after(300, orders("OrderExecuted", { poolId: 1, maker: CUSTOMER, cost: 100, spent: 100 })),
      after(400, orders("OrderCancelled", { poolId: 1, maker: CUSTOMER })),
      after(500, orderSet({ maker: STRANGER })),
    ],
    assertions: [
      {
        query: "{ standingOrders { id maker spent lastRun runs } }",
        expected: { standingOrders: [{ id: "1", maker: STRANGER, spent: "0", lastRun: "0", runs: 0 }] },
      },
    ],
  },
  {
    name: "orders: cancelled, and none is left",
    blocks: [
      ...openPool(),
      after(200, orderSet()),
      after(400, orders("OrderCancelled", { poolId: 1, maker: CUSTOMER })),
    ],
    assertions: [
      {
        query: "{ pool(id: 1) { standingOrder { id } events(orderBy: order) { name } } }",
        expected: {
          pool: {
            standingOrder: null,
            events: ["Reserved", "Accepted", "Credited", "OrderSet", "OrderCancelled"].map((name) => ({ name })),
          },
        },
      },
    ],
  },
];

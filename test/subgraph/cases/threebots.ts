import type { Case } from "../../../scripts/subgraph/cases.ts";
import {
  after,
  CUSTOMER,
  FARMER,
  NOBODY,
  registry,
  SIGNATURE,
  START,
  STRANGER,
  threebot,
  word,
} from "../support/market.ts";

const keyRotated = (tid: number, newKey: string, oldKey: string): ReturnType<typeof registry> =>
  registry("KeyRotated", { tid, newKey, oldKey, proof: SIGNATURE });

export const cases: readonly Case[] = [
  {
    name: "a threebot is registered with its first key",
    blocks: [after(0, threebot(1, FARMER))],
    assertions: [
      {
        query:
          "{ threebot(id: 1) { owner pendingOwner key registeredAt keyCount keys { number key since until owner } } }",
        expected: {
          threebot: {
            owner: FARMER,
            pendingOwner: null,
            key: word("01"),
            registeredAt: String(START),
            keyCount: 1,
            keys: [{ number: 1, key: word("01"), since: String(START), until: null, owner: FARMER }],
          },
        },
      },
      { query: '{ grid(id: "grid") { threebots farms } }', expected: { grid: { threebots: "1", farms: "0" } } },
      {
        query: "{ events { name block timestamp arguments threebot { id } farm { id } } }",
        expected: {
          events: [
            {
              name: "ThreebotRegistered",
              block: "2",
              timestamp: String(START),
              arguments: `{"tid":"1","owner":"${FARMER}","key":"${word("01")}","proof":"${SIGNATURE}"}`,
              threebot: { id: "1" },
              farm: null,
            },
          ],
        },
      },
    ],
  },
  {
    name: "a key that is rotated, and rotated back, has a time for each",
    blocks: [
      after(0, threebot(1, FARMER)),
      after(10, keyRotated(1, word("aa"), word("01"))),
      after(20, keyRotated(1, word("01"), word("aa"))),
    ],
    assertions: [
      {
        query: "{ threebot(id: 1) { key keys(orderBy: number) { number key since until sinceBlock untilBlock } } }",
        expected: {
          threebot: {
            key: word("01"),
            keys: [
              {
                number: 1,
                key: word("01"),
                since: String(START),
                until: String(START + 10),
                sinceBlock: "2",
                untilBlock: "3",
              },
              {
                number: 2,
                key: word("aa"),
                since: String(START + 10),
                until: String(START + 20),
                sinceBlock: "3",
                untilBlock: "4",
              },
              { number: 3, key: word("01"), since: String(START + 20), until: null, sinceBlock: "4", untilBlock: null },
            ],
          },
        },
      },
    ],
  },
  {
    name: "a threebot is offered, the offer is taken back, offered again and taken with a new key",
    blocks: [
      after(0, threebot(1, FARMER), threebot(2, CUSTOMER)),
      after(10, registry("TidTransferStarted", { tid: 1, from: FARMER, to: STRANGER })),
      after(
        20,
        registry("TidTransferStarted", { tid: 1, from: FARMER, to: NOBODY }),
        registry("TidTransferStarted", { tid: 2, from: CUSTOMER, to: STRANGER }),
      ),
      after(30, registry("TidTransferStarted", { tid: 1, from: FARMER, to: STRANGER })),
      after(
        40,
        registry("TidTransferred", { tid: 1, from: FARMER, to: STRANGER }, "take"),
        registry("KeyRotated", { tid: 1, newKey: word("bb"), oldKey: word("01"), proof: SIGNATURE }, "take"),
        registry("TidTransferStarted", { tid: 2, from: CUSTOMER, to: NOBODY }),
      ),
    ],
    assertions: [
      {
        query: "{ threebots { id owner pendingOwner key } threebotKeys(where: { number: 2 }) { owner } }",
        expected: {
          threebots: [
            { id: "1", owner: STRANGER, pendingOwner: null, key: word("bb") },
            { id: "2", owner: CUSTOMER, pendingOwner: null, key: word("02") },
          ],
          threebotKeys: [{ owner: STRANGER }],
        },
      },
    ],
  },
];

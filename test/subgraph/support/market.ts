import type { CaseBlock, CaseEvent } from "../../../scripts/subgraph/cases.ts";
import { clockWord, PRICE_ONE, worthWord } from "./words.ts";

/** A midnight. */
export const START = 1_700_006_400;
export const HOUR = 3_600;
export const NEVER = 4_294_967_295;

const wallet = (digit: string): string => `0x${digit.repeat(40)}`;
export const FARMER = wallet("f");
export const CUSTOMER = wallet("c");
export const STRANGER = wallet("e");
export const OPERATOR = wallet("b");
export const NOBODY = wallet("0");
export const DOLLAR = wallet("d");
/** The native coin. */
export const COIN = wallet("0");

export const word = (digits: string): string => `0x${digits.repeat(32)}`;
export const NO_HASH = word("00");
export const SIGNATURE = `0x${"5a".repeat(64)}`;

type Params = CaseEvent["params"];
type Maker = (name: string, params: Params, transaction?: string) => CaseEvent;

const maker =
  (contract: CaseEvent["contract"]): Maker =>
  (name, params, transaction) => ({ contract, name, params, ...(transaction !== undefined && { transaction }) });

export const registry = maker("Registry");
export const pools = maker("Pools");
export const doors = maker("Doors");
export const orders = maker("Orders");

/** A block some seconds after the start. */
export function after(seconds: number, ...events: readonly CaseEvent[]): CaseBlock {
  return { timestamp: START + seconds, events };
}

export function threebot(tid: number, owner: string): CaseEvent {
  return registry("ThreebotRegistered", { tid, owner, key: word(`0${tid}`), proof: SIGNATURE });
}

export function farm(farmId: number, changes: Params = {}): CaseEvent {
  return registry("FarmCreated", {
    farmId,
    owner: FARMER,
    tid: 1,
    setup_tid: 1,
    setup_operator: OPERATOR,
    setup_upfrontBps: 5_000,
    setup_noticeDays: 30,
    setup_minOfferBps: 9_000,
    setup_name: "North",
    setup_endpoint: "https://north.example",
    ...changes,
  });
}

export function node(nodeId: number, changes: Params = {}): CaseEvent {
  return registry("NodeAdded", {
    nodeId,
    farmId: 1,
    key: word(`a${nodeId}`),
    contributorTid: 1,
    info_cru: 8,
    info_mru: 32,
    info_sru: 400,
    info_hru: 1_200,
    info_country: "0x4445", // DE
    info_city: "Berlin",
    info_ipv4s: [0x0a000001],
    proof: SIGNATURE,
    ...changes,
  });
}

/** A month of a CU costs 2,592,000,000 base units: a milli-CU-second one. */
const LIST_PRICE = "2592000000";

export function listing(token: string, index: number, slot: number, farmId = 1): CaseEvent[] {
  return [
    registry("TokenListed", { farmId, index, token, decimals: 6, symbol: "USD", known: true }),
    registry("PriceChanged", {
      farmId,
      token,
      version: 1,
      tokenIndex: index,
      slot,
      oldCuPrice: 0,
      oldSuPrice: 0,
      cuPrice: LIST_PRICE,
      suPrice: LIST_PRICE,
    }),
  ];
}

/** Farmer and customer, a farm with one payee, two currencies and a node. */
export function market(): CaseBlock {
  return after(
    0,
    threebot(1, FARMER),
    threebot(2, CUSTOMER),
    farm(1),
    registry("SharesApplied", { farmId: 1, table: 0, shares_payee: [FARMER], shares_bps: [10_000] }),
    ...listing(DOLLAR, 1, 1),
    ...listing(COIN, 2, 2),
    node(1),
  );
}

/** Asks for 1,000 CU-seconds and 500 SU-seconds: 1,000,000 and 500,000 base units at list price. */
export function reserved(id: number, changes: Params = {}): CaseEvent {
  return pools("Reserved", {
    id,
    farmId: 1,
    tid: 2,
    terms_farmId: 1,
    terms_termsVersion: 1,
    terms_cus: 1_000,
    terms_sus: 500,
    terms_nodeIds: [1],
    terms_currencies: [DOLLAR, COIN],
    terms_cuCap: 2_000,
    terms_suCap: 1_000,
    terms_refundTo: NOBODY,
    terms_signingRequestHash: NO_HASH,
    termsHash: word("77"),
    deadline: START + HOUR,
    epoch: 1,
    signature: SIGNATURE,
    ...changes,
  });
}

export function accepted(id: number, deadline: number): CaseEvent {
  return pools("Accepted", { id, deadline });
}

export function paid(id: number, payer: string, token: string, amount: number, sum: number, door = 0): CaseEvent {
  return pools("Paid", { id, payer, token, amount, sum, door });
}

/** The pool of `reserved`, with half released at once. */
export function credited(poolId: number, payer: string, door: number, changes: Params = {}): CaseEvent {
  return pools("Credited", {
    poolId,
    token: DOLLAR,
    payer,
    door,
    cus: 1_000,
    sus: 500,
    cuPaid: 1_000_000,
    suPaid: 500_000,
    worth: worthWord(PRICE_ONE, PRICE_ONE),
    heldUntil: START + 2 * HOUR,
    released: 750_000,
    ...changes,
  });
}

/** Reservation 1, accepted and paid: a pool since `START + 100`. */
export function openPool(): CaseBlock[] {
  return [
    market(),
    after(10, reserved(1)),
    after(20, accepted(1, START + 20 + HOUR)),
    after(100, credited(1, CUSTOMER, 0)),
  ];
}

/** A reading of 1,000 mCU and 100 mSU: dry after 1,000 s. */
export function readingTaken(
  poolId: number,
  clock: Parameters<typeof clockWord>[0],
  ends: { emptyAt: number; stopAt: number },
  released: number,
  since = START,
): CaseEvent {
  return pools("ReadingTaken", { poolId, clock: clockWord(clock), since, ...ends, released });
}

export function settled(
  poolId: number,
  clock: Parameters<typeof clockWord>[0],
  ends: { emptyAt: number; stopAt: number },
  released: number,
): CaseEvent {
  return pools("Settled", { poolId, clock: clockWord(clock), ...ends, released });
}

/** `openPool`, then a reading of 1,000 mCU and 100 mSU at START + 200: dry 1,000 s later. */
export function runningPool(): CaseBlock[] {
  return [
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
}

import { ZeroHash } from "ethers";
import { poolNow, type PoolAnswer } from "../../../src/protocol/poolNow.ts";
import type { Chain } from "../../contracts/differential/chain.ts";
import { asWords, type Observation } from "../../contracts/differential/observation.ts";
import { dealWord } from "../../contracts/differential/words.ts";
import { idOf, text, view, word } from "./observe.ts";
import type { Row, Store } from "./store.ts";

/** As contracts/types/State.sol numbers them. */
const POOL_STATES: Readonly<Record<string, number>> = { ACTIVE: 5, CLOSED: 6, EVICTED: 7 };
const RESERVATION_STATES: Readonly<Record<string, number>> = {
  REQUESTED: 1,
  PAYABLE: 2,
  REJECTED: 3,
  CANCELLED: 4,
  REFILLED: 8,
};

/** Every pool and every reservation, with its payments in parts: what the contracts must say if the subgraph is right. */
export function comparePools(chain: Chain, store: Store, now: bigint): Observation[] {
  return [
    ...rowsOf(store, "Pool").flatMap((pool) => [poolState(chain, pool), ...openPool(chain, store, pool, now)]),
    ...rowsOf(store, "Reservation").flatMap((reservation) => reservationViews(chain, reservation)),
    ...rowsOf(store, "Quote").flatMap((quote) => quoteViews(chain, store, quote)),
    ...rowsOf(store, "Contribution").map((contribution) =>
      word(
        `contribution ${text(contribution, "id")}`,
        ...([chain.pools, chain.faces.pools, "contributionOf"] as const),
        [idOf(contribution, "reservation"), idOf(contribution, "currency"), contribution["payer"]],
        contribution["amount"],
      ),
    ),
  ];
}

export function rowsOf(store: Store, type: string): readonly Row[] {
  const rows = store.get(type);
  if (rows === undefined) throw new Error(`the subgraph has no ${type}`);
  return rows;
}

function poolState(chain: Chain, pool: Row): Observation {
  return stateOf(chain, `pool ${text(pool, "id")}`, text(pool, "id"), POOL_STATES[text(pool, "state")]);
}

function stateOf(chain: Chain, what: string, id: string, state: number | undefined): Observation {
  const read = (answer: string): bigint[] => dealWord(asWords(answer)[2] ?? 0n).slice(-1);
  const call = chain.faces.pools.encodeFunctionData("slotsOf", [id]);
  return { what: `${what}: state`, target: chain.pools, call, read, expected: [state] };
}

function openPool(chain: Chain, store: Store, pool: Row, now: bigint): Observation[] {
  if (pool["state"] !== "ACTIVE") return [];
  const id = text(pool, "id");
  const { worth, ...clock } = poolNow(pool as unknown as PoolAnswer, now);
  const tid = idOf(pool, "threebot");
  const hasNotice = pool["evictableFrom"] !== "0" && now <= BigInt(text(pool, "evictionLapsesAfter"));
  const expected = {
    farmId: idOf(pool, "farm"),
    tid,
    owner: rowsOf(store, "Threebot").find((threebot) => threebot["id"] === tid)?.["owner"],
    token: idOf(pool, "currency"),
    upfrontBps: pool["upfrontBps"],
    noticeDays: pool["noticeDays"],
    cuCap: pool["cuCap"],
    suCap: pool["suCap"],
    evictableFrom: hasNotice ? pool["evictableFrom"] : 0,
    settledAt: pool["settledAt"],
    lastReading: pool["lastReading"],
    cuPrice: pool["cuPrice"],
    suPrice: pool["suPrice"],
    value: worth,
    ...clock,
  };
  const offered = { toTid: pool["offeredTo"], ...(pool["offeredTo"] !== "0" && { by: pool["offeredBy"] }) };
  return [
    view(`pool ${id}`, chain.lens, chain.faces.lens, "pool", [id], expected),
    view(`offer of ${id}`, chain.pools, chain.faces.pools, "offeredTo", [id], offered),
  ];
}

function reservationViews(chain: Chain, reservation: Row): Observation[] {
  const id = text(reservation, "id");
  const state = RESERVATION_STATES[text(reservation, "state")];
  // The slots of one that became a pool are the pool's, compared as such.
  if (state === undefined) return [];
  const expected = {
    state,
    farmId: idOf(reservation, "farm"),
    target: idOf(reservation, "target") ?? 0,
    cus: reservation["cus"],
    sus: reservation["sus"],
    termsVersion: reservation["termsVersion"],
    termsHash: text(reservation, "termsHash").slice(0, 58),
    cuCap: reservation["cuCap"],
    suCap: reservation["suCap"],
    deposit: reservation["deposit"],
    // What a refill was paid by counts no longer.
    ...(state <= 2 && { deadline: reservation["deadline"], tid: idOf(reservation, "threebot") }),
  };
  return [view(`reservation ${id}`, chain.lens, chain.faces.lens, "reservation", [id], expected)];
}

function quoteViews(chain: Chain, store: Store, quote: Row): Observation[] {
  const [id = "", token = ""] = [idOf(quote, "reservation"), idOf(quote, "currency")];
  const face = chain.faces.pools;
  const what = `quote ${text(quote, "id")}`;
  const reservation = rowsOf(store, "Reservation").find((row) => row["id"] === id);
  if (reservation === undefined) throw new Error(`${what} is of nothing`);
  const paid = word(what, chain.pools, face, "paidOf", [id, token], quote["paid"]);
  const read = (answer: string): (bigint | undefined)[] => {
    const [verdict = 0n, due, cuCost, suCost] = asWords(answer);
    // What cannot be paid any more has no price.
    return verdict === 0n ? [due, cuCost, suCost] : [];
  };
  const call = face.encodeFunctionData("due", [id, token, ZeroHash]);
  const expected = [quote["due"], quote["cuCost"], quote["suCost"]].map(String);
  const due = { what: `${what}: due`, target: chain.pools, call, read, expected };
  const isOpen = ["REQUESTED", "PAYABLE"].includes(text(reservation, "state"));
  return isOpen ? [paid, { ...due, read: (answer) => orAsExpected(read(answer), expected) }] : [paid];
}

function orAsExpected(read: readonly (bigint | undefined)[], expected: readonly string[]): (bigint | string)[] {
  return read.length === 0 ? [...expected] : read.map((value) => value ?? "nothing");
}

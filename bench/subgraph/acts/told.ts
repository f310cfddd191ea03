import type { Random } from "../../../test/model/acts/random.ts";
import { MONTH } from "../../../src/protocol/bounds.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { PerUnit } from "../../../src/protocol/perUnit.ts";
import type { Farm, Market, Pool, Reservation } from "../market/market.ts";
import type { Told } from "../market/place.ts";

const HOUR = 3600;

/** The event of that name, which must be there. */
export function only(told: readonly Told[], name: string): Told {
  const found = told.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The contracts did not tell ${name}`);
  return found;
}

export function reservationOf(
  { args }: Told,
  now: number,
): Pick<Reservation, "id" | "termsHash" | "until" | "hasPart"> {
  return { id: args["id"] as bigint, termsHash: args["termsHash"] as Hex, until: now + HOUR, hasPart: false };
}

/** What somebody buys: caps of one to eight units, for a day to three months at full draw. */
export function amount(random: Random): { bought: PerUnit<bigint>; cap: PerUnit<bigint> } {
  const cap = { cu: 1000n * random.between(1n, 8n), su: 1000n * random.between(1n, 4n) };
  const seconds = random.pick([MONTH / 30n, MONTH / 10n, MONTH / 4n, MONTH, MONTH, 3n * MONTH] as const);
  return { bought: { cu: (cap.cu * seconds) / 1000n, su: (cap.su * seconds) / 1000n }, cap };
}

/** A reservation was paid: there is a pool, or one has more. */
export function credited(market: Market, reservation: Reservation, told: readonly Told[]): void {
  const { id, farm, customer, token, cap, target } = reservation;
  if (target !== undefined) only(told, "Refilled");
  else {
    only(told, "Credited");
    addPool(market, { id, farm, token, cap, customer });
  }
  noteIncome(farm, token, told);
}

export function addPool(market: Market, pool: Pick<Pool, "id" | "farm" | "token" | "cap" | "customer">): void {
  const state = { isOver: false, drawsSince: 0, evictableFrom: 0, order: "none", offeredTo: undefined, isRated: false };
  const made = { ...pool, ...state } as Pool;
  market.pools.push(made);
  pool.farm.pools.push(made);
}

/** What is released to a farm can be withdrawn by its payee. */
export function noteIncome(farm: Farm, token: Hex, told: readonly Told[]): void {
  if (told.some(({ args }) => typeof args["released"] === "bigint" && args["released"] > 0n)) farm.earned.add(token);
}

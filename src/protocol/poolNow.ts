import { below, BPS, NEVER, PRICE_LIMIT } from "./bounds.ts";
import { type Clock, emptyAt, settle, stopAt } from "./clock.ts";
import { ProtocolError } from "./errors.ts";
import { poolEscrow, worth } from "./money.ts";

/** What the subgraph says of a pool, as GraphQL gives it: the fields that {@link POOL_NOW_FIELDS} names. */
export interface PoolAnswer {
  readonly cu: string;
  readonly su: string;
  readonly cuRate: string;
  readonly suRate: string;
  readonly settledAt: string;
  readonly lastReading: string;
  readonly empty: boolean;
  readonly cuPrice: string;
  readonly suPrice: string;
  readonly upfrontBps: number;
}

/** What a query of pools must select for {@link poolNow}. */
export const POOL_NOW_FIELDS = "cu su cuRate suRate settledAt lastReading empty cuPrice suPrice upfrontBps";

/** A pool at one second: what time alone has changed since the last event, computed. The same as `Lens.pool`. */
export interface PoolNow {
  /** milli-CU-seconds left */
  readonly cu: bigint;
  /** milli-SU-seconds left */
  readonly su: bigint;
  /** milli-CU drawn each second; 0 once it ran dry */
  readonly cuRate: bigint;
  /** milli-SU drawn each second; 0 once it ran dry */
  readonly suRate: bigint;
  /** Did it run dry, and was no reading above 0 taken since? */
  readonly empty: boolean;
  /** Unix second at which it runs dry, or ran dry; {@link NEVER} if it draws nothing. */
  readonly emptyAt: bigint;
  /** Unix second at which its clock stops by itself: dry, or for want of a reading. */
  readonly stopAt: bigint;
  /** How long it lasts at these rates: 0 = ran dry, {@link NEVER} = draws nothing. */
  readonly secondsLeft: bigint;
  /** Token base units behind what is left. */
  readonly worth: bigint;
  /** Of that, what closing would return. */
  readonly escrow: bigint;
  /** Token base units that the next settling releases to the farm. */
  readonly unsettled: bigint;
}

/**
 * A pool now, from one answer of the subgraph.
 *
 * @param now unix second; the chain's, if the answer shall be exact for the newest block. A second before the last
 * event's changes nothing.
 */
export function poolNow(answer: PoolAnswer, now: bigint): PoolNow {
  const stored = clockOf(answer);
  const clock = settle(stored, now);
  const money = moneyOf(answer);
  const before = money(stored);
  const after = money(clock);
  const dry = clock.empty ? clock.settledAt : emptyAt(clock);
  return {
    cu: clock.cu,
    su: clock.su,
    cuRate: clock.cuRate,
    suRate: clock.suRate,
    empty: clock.empty,
    emptyAt: dry,
    stopAt: clock.empty ? clock.settledAt : stopAt(clock),
    secondsLeft: dry === NEVER ? NEVER : dry - clock.settledAt,
    ...after,
    unsettled: before.escrow - after.escrow,
  };
}

function clockOf(answer: PoolAnswer): Clock {
  return {
    cu: whole("cu", answer.cu),
    su: whole("su", answer.su),
    cuRate: whole("cuRate", answer.cuRate),
    suRate: whole("suRate", answer.suRate),
    settledAt: whole("settledAt", answer.settledAt),
    lastReading: whole("lastReading", answer.lastReading),
    empty: answer.empty,
  };
}

/** Value and escrow of the pool at any of its clocks. */
function moneyOf(answer: PoolAnswer): (clock: Clock) => { readonly worth: bigint; readonly escrow: bigint } {
  const cuPrice = below("cuPrice", whole("cuPrice", answer.cuPrice), PRICE_LIMIT);
  const suPrice = below("suPrice", whole("suPrice", answer.suPrice), PRICE_LIMIT);
  const upfrontBps = below("upfrontBps", BigInt(answer.upfrontBps), BPS + 1n);
  return (clock) => ({
    worth: worth(clock.cu, cuPrice) + worth(clock.su, suPrice),
    escrow: poolEscrow(clock, { cu: cuPrice, su: suPrice }, upfrontBps),
  });
}

function whole(field: string, text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text);
  throw new ProtocolError(
    "BadAnswer",
    `${field} is ${JSON.stringify(text)}, but must be a whole number in decimal digits.`,
    "Select the fields that POOL_NOW_FIELDS names, and pass the answer on as it came.",
  );
}

import { BPS } from "../../protocol/bounds.ts";
import { secondsLeft } from "../../protocol/clock.ts";
import { larger, smaller } from "../../protocol/integers.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import { draw } from "../../protocol/units.ts";
import type { NodeRow, PoolRow } from "../db/tables.ts";
import { sumOf } from "../ledger/sum.ts";

/** A pool as capacity sees it: what it may draw, what it does draw. */
export interface Claim {
  readonly pool: Pick<PoolRow, "state" | "deadline"> & Holding;
  readonly drawn: PerUnit<bigint>;
}

/** An offer that was signed and not taken yet holds what its pool may draw. */
export interface OpenOffer {
  readonly cu_cap: bigint;
  readonly su_cap: bigint;
  readonly deadline: bigint;
}

export interface Capacity {
  /** Of all nodes that are in use, times what is overbooked. */
  readonly total: PerUnit<bigint>;
  /** By pools within their hold, and by what runs beyond it. */
  readonly held: PerUnit<bigint>;
  /** By acceptances that wait for money, and by open offers. */
  readonly unpaid: PerUnit<bigint>;
  readonly free: PerUnit<bigint>;
}

/**
 * What of a farm is sold, and what is free, at `now`:
 *
 * 1. a pool holds its caps until `heldUntil`, that second included; what it draws it has in any case
 * 2. an acceptance holds the caps until its deadline, an offer until it can no longer be taken
 * 3. what is neither is free; never less than nothing, when nodes went away
 */
export function capacityOf(
  nodes: readonly Pick<NodeRow, "cru" | "mru" | "sru" | "hru" | "retired" | "is_valid">[],
  claims: readonly Claim[],
  offers: readonly OpenOffer[],
  now: bigint,
  overbookingBps = BPS,
): Capacity {
  const whole = sumOf(nodes.filter(({ retired, is_valid }) => !retired && is_valid).map(draw));
  const total = { cu: (whole.cu * overbookingBps) / BPS, su: (whole.su * overbookingBps) / BPS };
  const held = sumOf(claims.map((claim) => heldBy(claim, now)));
  const waiting = claims.filter(({ pool }) => pool.state === "payable").map(({ pool }) => pool);
  const unpaid = sumOf(
    [...waiting, ...offers].filter(({ deadline }) => now <= deadline).map(({ cu_cap: cu, su_cap: su }) => ({ cu, su })),
  );
  return { total, held, unpaid, free: less(less(total, held), unpaid) };
}

/**
 * Until when a pool holds its caps: what the chain says, and no longer than what it has left pays for at its caps of now.
 * Caps that a grain of refill raised are held for an hour, and not as long as the pool that was bought with other caps.
 */
export function holdEnd(pool: Holding): bigint {
  const { cu, su, cu_cap, su_cap } = pool;
  const lasts = secondsLeft({ cu, su }, { cu: cu_cap, su: su_cap }) ?? 0n;
  const paid = pool.settled_at + larger(LEAST_HOLD, (lasts * pool.upfront_bps) / BPS);
  return smaller(pool.held_until, paid);
}

type Holding = Pick<PoolRow, "held_until" | "cu" | "su" | "cu_cap" | "su_cap" | "settled_at" | "upfront_bps">;

const LEAST_HOLD = 3600n;

function heldBy({ pool, drawn }: Claim, now: bigint): PerUnit<bigint> {
  if (pool.state !== "active") return drawn;
  const caps = now <= holdEnd(pool) ? { cu: pool.cu_cap, su: pool.su_cap } : { cu: 0n, su: 0n };
  return { cu: larger(caps.cu, drawn.cu), su: larger(caps.su, drawn.su) };
}

/** Unpaid, a farm gives away no more than a fifth of what is free: nobody locks it for nothing. */
const UNPAID_BPS = 2_000n;

/** @returns why these caps cannot be promised to somebody who has not paid yet, or undefined */
export function whyNotPromised(capacity: Capacity, caps: PerUnit<bigint>): string | undefined {
  return whyNotFree(capacity, caps) ?? whyTooMuchUnpaid(capacity, caps);
}

export function whyNotFree({ free }: Capacity, caps: PerUnit<bigint>): string | undefined {
  for (const unit of ["cu", "su"] as const) {
    if (caps[unit] <= free[unit]) continue;
    return `not enough capacity: ${free[unit]} of ${caps[unit]} m${unit.toUpperCase()} are free`;
  }
  return undefined;
}

/** This passes by itself: promises are paid, or lapse. */
export function whyTooMuchUnpaid({ free, unpaid }: Capacity, caps: PerUnit<bigint>): string | undefined {
  for (const unit of ["cu", "su"] as const) {
    if (caps[unit] === 0n) continue;
    const name = unit.toUpperCase();
    const most = ((free[unit] + unpaid[unit]) * UNPAID_BPS) / BPS;
    if (unpaid[unit] + caps[unit] > most) {
      return `too much is promised and not paid: of ${most} m${name} at once ${unpaid[unit]} are taken`;
    }
  }
  return undefined;
}

function less(a: PerUnit<bigint>, b: PerUnit<bigint>): PerUnit<bigint> {
  return { cu: larger(a.cu - b.cu, 0n), su: larger(a.su - b.su, 0n) };
}

import { BPS } from "../../protocol/bounds.ts";
import { larger } from "../../protocol/integers.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import { draw } from "../../protocol/units.ts";
import type { NodeRow, PoolRow } from "../db/tables.ts";
import { sumOf } from "../ledger/sum.ts";

/** A pool as capacity sees it: what it may draw, what it does draw. */
export interface Claim {
  readonly pool: Pick<PoolRow, "state" | "cu_cap" | "su_cap" | "deadline" | "held_until">;
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

function heldBy({ pool, drawn }: Claim, now: bigint): PerUnit<bigint> {
  if (pool.state !== "active") return drawn;
  const caps = now <= pool.held_until ? { cu: pool.cu_cap, su: pool.su_cap } : { cu: 0n, su: 0n };
  return { cu: larger(caps.cu, drawn.cu), su: larger(caps.su, drawn.su) };
}

/** Unpaid, a farm gives away no more than a fifth of what is free: nobody locks it for nothing. */
const UNPAID_BPS = 2_000n;

/** @returns why these caps cannot be promised to somebody who has not paid yet, or undefined */
export function whyNotPromised({ free, unpaid }: Capacity, caps: PerUnit<bigint>): string | undefined {
  for (const unit of ["cu", "su"] as const) {
    if (caps[unit] === 0n) continue;
    const name = unit.toUpperCase();
    if (caps[unit] > free[unit]) return `not enough capacity: ${free[unit]} of ${caps[unit]} m${name} are free`;
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

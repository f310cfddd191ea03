import { type Clock, secondsLeft, settle } from "../../protocol/clock.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import type { Resources } from "../../protocol/units.ts";
import type { PoolRow } from "../db/tables.ts";

/** A pool must last so long with what is added, or nothing is. */
export const LEAST_SECONDS = 120n;

export type Decision =
  | { readonly kind: "take" }
  /** The caps leave no room: it waits until something else stops, or the caps rise. */
  | { readonly kind: "above-cap"; readonly lacking: PerUnit<bigint> }
  /** It waits for a refill: so many milli-unit-seconds of each unit lack. */
  | { readonly kind: "too-little"; readonly lacking: PerUnit<bigint> };

/**
 * May `added` be drawn from the pool, beside `drawn`?
 *
 * 1. the sum is above a cap: no, and by how much
 * 2. the pool would last less than 120 s: no, and how much lacks of each unit
 * 3. else: yes
 */
export function decideDraw(pool: PoolRow, drawn: PerUnit<bigint>, added: PerUnit<bigint>, now: bigint): Decision {
  const rates = { cu: drawn.cu + added.cu, su: drawn.su + added.su };
  const above = { cu: positive(rates.cu - pool.cu_cap), su: positive(rates.su - pool.su_cap) };
  if (above.cu > 0n || above.su > 0n) return { kind: "above-cap", lacking: above };
  const left = settle(clockOf(pool), now);
  if ((secondsLeft(left, rates) ?? LEAST_SECONDS) >= LEAST_SECONDS) return { kind: "take" };
  return {
    kind: "too-little",
    lacking: { cu: positive(rates.cu * LEAST_SECONDS - left.cu), su: positive(rates.su * LEAST_SECONDS - left.su) },
  };
}

export function clockOf(pool: PoolRow): Clock {
  const { cu, su, cu_rate: cuRate, su_rate: suRate, settled_at: settledAt, last_reading: lastReading } = pool;
  return { cu, su, cuRate, suRate, settledAt, lastReading, empty: pool.is_empty };
}

const KINDS = ["cru", "mru", "sru", "hru"] as const;

/** @returns the first resource of a node that lacks for this, and how much */
export function lackOf(
  present: Resources,
  taken: Resources,
  added: Resources,
): { readonly resource: (typeof KINDS)[number]; readonly lacking: bigint } | undefined {
  for (const resource of KINDS) {
    const lacking = taken[resource] + added[resource] - present[resource];
    // What a workload does not ask for is not held against it.
    if (lacking > 0n && added[resource] > 0n) return { resource, lacking };
  }
  return undefined;
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

import { below, BPS, MILLI, NEVER, SHORTEST_HOLD } from "./bounds.ts";
import { secondsLeft } from "./clock.ts";
import { larger, smaller } from "./integers.ts";
import type { PerUnit } from "./perUnit.ts";

/**
 * Until when a farm holds the caps of a new pool for it: as long as what was paid for good lasts at full draw, at
 * least an hour. Whoever pays nothing upfront cannot lock a farm for a year with money that he takes back.
 *
 * @param bought unit-seconds
 * @param caps milli-units; without any cap nothing is held, and the hour stands
 */
export function heldUntil(
  creditAt: bigint,
  bought: PerUnit<bigint>,
  caps: PerUnit<bigint>,
  upfrontBps: bigint,
): bigint {
  const bps = below("upfront share", upfrontBps, BPS + 1n);
  const lasts = secondsLeft({ cu: bought.cu * MILLI, su: bought.su * MILLI }, caps) ?? 0n;
  return smaller(creditAt + larger(SHORTEST_HOLD, (lasts * bps) / BPS), NEVER);
}

import { HOUR, NEVER } from "./bounds";

/** `CU = min(max(mru/4, cru/2), max(mru/8, cru), max(mru/2, cru/4))` in milli-CU; eighths of a CU are whole. */
export function cuOf(cru: i64, mru: i64): i64 {
  const balanced = max(2 * mru, 4 * cru);
  const cpuHeavy = max(mru, 8 * cru);
  const memoryHeavy = max(4 * mru, 2 * cru);
  return 125 * min(balanced, min(cpuHeavy, memoryHeavy));
}

/** `SU = hru/1200 + sru/200` in milli-SU, rounded up. */
export function suOf(sru: i64, hru: i64): i64 {
  return (5 * (hru + 6 * sru) + 5) / 6;
}

/** What can be sold: capacity less what is held and what runs beside it. */
export function freeOf(capacity: i64, held: i64, rate: i64, rateHeld: i64): i64 {
  return max(0, capacity - held - (rate - rateHeld));
}

/** The hour in which a hold ends: it counts until that hour is over. */
export function hourOf(second: i64): i64 {
  return min(second, NEVER) / HOUR;
}

import { below, RATE_LIMIT } from "./bounds.ts";
import { divideUp, larger, smaller } from "./integers.ts";
import type { PerUnit } from "./perUnit.ts";

/** What a workload takes of a node, whole numbers. */
export interface Resources {
  /** vCPU */
  readonly cru: bigint;
  /** GiB of memory */
  readonly mru: bigint;
  /** GiB of SSD */
  readonly sru: bigint;
  /** GiB of HDD */
  readonly hru: bigint;
}

/** No node is this large; the bound keeps a slip (bytes for GiB) from looking like a workload. */
const RESOURCE_LIMIT = 2n ** 32n;

/**
 * The draw of a workload in milli-units, rounded up:
 * `CU = min(max(mru/4, cru/2), max(mru/8, cru), max(mru/2, cru/4))`, `SU = hru/1200 + sru/200`.
 *
 * @example draw({ cru: 2n, mru: 4n, sru: 50n, hru: 0n }) // { cu: 1000n, su: 250n }
 */
export function draw(resources: Resources): PerUnit<bigint> {
  const cru = below("cru", resources.cru, RESOURCE_LIMIT);
  const mru = below("mru", resources.mru, RESOURCE_LIMIT);
  const sru = below("sru", resources.sru, RESOURCE_LIMIT);
  const hru = below("hru", resources.hru, RESOURCE_LIMIT);

  // In eighths of a CU every term is an integer, and an eighth is 125 milli-CU: nothing to round.
  const eighths = smaller(larger(2n * mru, 4n * cru), smaller(larger(mru, 8n * cru), larger(4n * mru, 2n * cru)));
  // 1000 × (hru + 6 × sru) / 1200
  const su = divideUp(5n * (hru + 6n * sru), 6n);
  return { cu: below("cu draw", 125n * eighths, RATE_LIMIT), su: below("su draw", su, RATE_LIMIT) };
}

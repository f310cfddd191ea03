import { READING_LIFE } from "../../protocol/bounds.ts";
import { emptyAt, secondsLeft, stopAt } from "../../protocol/clock.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import type { PoolRow } from "../db/tables.ts";
import { clockOf } from "../ledger/decide.ts";

/** Why a pool's reading is due, in the order of haste. */
export type Cause = "rise" | "dry" | "heartbeat" | "fall";

export interface DueReading {
  readonly poolId: bigint;
  readonly cuRate: bigint;
  readonly suRate: bigint;
  /** From when a fall counts. */
  readonly since: bigint;
  readonly cause: Cause;
}

export interface ReportTimes {
  /** Seconds that rises are collected. */
  readonly riseWait: bigint;
  /** Seconds that falls are collected. */
  readonly fallWait: bigint;
}

export const REPORT_TIMES: ReportTimes = { riseWait: 3n, fallWait: 600n };

/** A reading is good for a day; the next comes with hours to spare, for a chain that cannot be reached. */
export const HEARTBEAT_AFTER = READING_LIFE - 4n * 3600n;

/** What a pool draws, by the book. */
export interface Drawn extends PerUnit<bigint> {
  /** Since when the chain does not know of more, or of less. */
  readonly risen_at: bigint | null;
  readonly fallen_at: bigint | null;
  /** From when on it never drew more than now. */
  readonly since: bigint;
}

/**
 * Is a reading of this pool due, and why?
 *
 * 1. not active: never
 * 2. it draws more than the chain knows: yes, after a few seconds in which others may join (a pool that is dry and
 *    could not pay a second of it: no, the chain would not take it)
 * 3. the chain's clock ran dry, and no act has settled it since: yes, so that everybody sees it
 * 4. the last reading soon ends, and it draws: yes
 * 5. it draws less than the chain knows: yes, after some minutes; from when it fell
 * 6. else: no
 */
export function dueReading(
  pool: PoolRow,
  drawn: Drawn,
  now: bigint,
  { riseWait, fallWait }: ReportTimes = REPORT_TIMES,
): DueReading | undefined {
  if (pool.state !== "active") return undefined;
  const clock = clockOf(pool);
  const rates = { cu: drawn.cu, su: drawn.su };
  const reading = (cause: Cause): DueReading => {
    return { poolId: pool.pool_id, cuRate: rates.cu, suRate: rates.su, since: drawn.since, cause };
  };
  const isDry =
    !clock.empty && clock.cuRate + clock.suRate > 0n && emptyAt(clock) <= now && emptyAt(clock) <= stopAt(clock);
  const rises = rates.cu > clock.cuRate || rates.su > clock.suRate;
  if (rises && (!clock.empty || secondsLeft(clock, rates) !== 0n)) {
    return now >= (drawn.risen_at ?? 0n) + riseWait ? reading("rise") : undefined;
  }
  if (isDry) return reading("dry");
  if (clock.empty) return undefined;
  const draws = rates.cu > 0n || rates.su > 0n;
  if (draws && now >= clock.lastReading + HEARTBEAT_AFTER) return reading("heartbeat");
  const falls = rates.cu < clock.cuRate || rates.su < clock.suRate;
  return falls && now >= (drawn.fallen_at ?? 0n) + fallWait ? reading("fall") : undefined;
}

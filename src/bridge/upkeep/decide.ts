import { READING_LIFE } from "../../protocol/bounds.ts";
import { secondsLeft, settle } from "../../protocol/clock.ts";
import { larger } from "../../protocol/integers.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import type { Halt, PoolRow, WorkloadRow } from "../db/tables.ts";
import { clockOf, LEAST_SECONDS } from "../ledger/decide.ts";
import { sumOf } from "../ledger/sum.ts";
import type { Presence } from "../presence.ts";

export type Kept = Pick<
  WorkloadRow,
  "reservation_id" | "workload_id" | "node_id" | "cu" | "su" | "halt" | "halted_at" | "drawing_since"
>;

export interface UpkeepFacts {
  readonly now: bigint;
  readonly presenceOf: (nodeId: bigint) => Presence;
  /** Is the mirror's block of the last minutes? If not, what the chain says now cannot be told. */
  readonly isChainFresh: boolean;
  /** Do reports reach the chain? */
  readonly isReporting: boolean;
}

/** Seconds that a rise may run before the chain has heard of it. */
export const UNREPORTED_SECONDS = 120n;
/** What was halted needs a pool that lasts so long at least. */
const LEAST_TO_RESUME = 3600n;
/** What was not reported in time waits so long before it is tried again. */
const REST_AFTER_UNREPORTED = 300n;

/**
 * What of a pool's workloads shall draw, and what shall be halted for which reason, in this order:
 *
 * 1. what is on a silent node draws nothing until the node is back
 * 2. nothing below is decided while the chain cannot be told, but for 6
 * 3. a pool that cannot pay one more second of what draws is dry, as is one whose credit a reorg took back: all is halted
 * 4. what is halted comes back, the oldest first, where the caps leave room and the pool lasts as long as the halt
 *    lasted, at least an hour: of a dry pool all or nothing. What was not reported comes back while reports get through,
 *    and needs no more of its pool than a deployment. What is on no node that is up waits for that node alone then
 * 5. above a cap the newest halt first
 * 6. what draws beyond what the chain knows is halted after two minutes, the newest first
 *
 * @param workloads those of the pool that are not over
 * @returns the halt of each that changes; empty = it draws again
 */
export function decideUpkeep(
  pool: PoolRow | undefined,
  workloads: readonly Kept[],
  facts: UpkeepFacts,
): Map<Kept, Halt | ""> {
  const wanted = new Map(workloads.map((workload) => [workload, haltByPresence(workload, facts)]));
  if (facts.isChainFresh && isGone(pool)) for (const workload of having(wanted, "")) wanted.set(workload, "dry");
  if (pool?.state !== "active") return changes(wanted);
  if (facts.isChainFresh) {
    haltDry(pool, wanted, facts);
    resumeDry(pool, wanted, facts);
    resumeOthers(pool, wanted, facts);
    haltAboveCaps(pool, wanted);
  }
  haltUnreported(pool, wanted, facts);
  return changes(wanted);
}

function changes(wanted: Wanted): Wanted {
  return new Map([...wanted].filter(([{ halt }, now]) => halt !== now));
}

/** A reorg took its credit back: nobody has paid for it. One that was closed or evicted is stopped, not suspended. */
function isGone(pool: PoolRow | undefined): boolean {
  return pool === undefined || (pool.state !== "active" && pool.ended_in === 0n);
}

type Wanted = Map<Kept, Halt | "">;

function haltByPresence({ halt, node_id }: Kept, { presenceOf }: UpkeepFacts): Halt | "" {
  const presence = presenceOf(node_id);
  if (halt === "" && presence === "silent") return "silent";
  return halt === "silent" && presence === "up" ? "" : halt;
}

function haltDry(pool: PoolRow, wanted: Wanted, { now }: UpkeepFacts): void {
  const running = having(wanted, "");
  if (secondsLeft(settle(clockOf(pool), now), sumOf(running)) !== 0n) return;
  for (const workload of running) wanted.set(workload, "dry");
}

/** What no longer lacks anything waits for its node alone, however long that is silent. */
function backOn({ node_id }: Kept, { presenceOf }: UpkeepFacts): Halt | "" {
  return presenceOf(node_id) === "up" ? "" : "silent";
}

function resumeDry(pool: PoolRow, wanted: Wanted, facts: UpkeepFacts): void {
  const dry = having(wanted, "dry");
  if (dry.length === 0 || dry.some(({ halt }) => halt !== "dry")) return;
  if (!fits(pool, [...having(wanted, ""), ...dry], longestHalt(dry, facts), facts)) return;
  for (const workload of dry) wanted.set(workload, backOn(workload, facts));
}

function resumeOthers(pool: PoolRow, wanted: Wanted, facts: UpkeepFacts): void {
  for (const workload of having(wanted, "cap").toSorted(byAge)) {
    const together = [...having(wanted, ""), workload];
    if (fits(pool, together, longestHalt([workload], facts), facts)) wanted.set(workload, backOn(workload, facts));
  }
  for (const workload of having(wanted, "unreported").toSorted(byAge)) {
    const isTime = facts.isReporting && facts.now >= workload.halted_at + REST_AFTER_UNREPORTED;
    // It was the farm's own silence that halted it: no more is demanded of its pool than of one that is deployed.
    if (isTime)
      wanted.set(workload, whyNotBack(pool, [...having(wanted, ""), workload], facts) ?? backOn(workload, facts));
  }
}

function whyNotBack(pool: PoolRow, together: readonly Kept[], facts: UpkeepFacts): "cap" | "dry" | undefined {
  const rates = sumOf(together);
  if (rates.cu > pool.cu_cap || rates.su > pool.su_cap) return "cap";
  return fits(pool, together, LEAST_SECONDS, facts) ? undefined : "dry";
}

function haltAboveCaps(pool: PoolRow, wanted: Wanted): void {
  haltBeyond(wanted, { cu: pool.cu_cap, su: pool.su_cap }, (workload) => {
    wanted.set(workload, "cap");
  });
}

function haltUnreported(pool: PoolRow, wanted: Wanted, { now }: UpkeepFacts): void {
  const isRead = now < pool.last_reading + READING_LIFE;
  const known = isRead ? { cu: pool.cu_rate, su: pool.su_rate } : { cu: 0n, su: 0n };
  haltBeyond(wanted, known, (workload) => {
    const isNew = workload.halt !== "" || now <= workload.drawing_since + UNREPORTED_SECONDS;
    if (!isNew) wanted.set(workload, "unreported");
  });
}

/** Walks from the newest until what is left keeps within `limits`, past those that draw nothing of what exceeds them. */
function haltBeyond(wanted: Wanted, limits: PerUnit<bigint>, halt: (workload: Kept) => void): void {
  const running = having(wanted, "").toSorted(byAge);
  const left = { ...sumOf(running) };
  for (const workload of running.toReversed()) {
    const helps = (left.cu > limits.cu && workload.cu > 0n) || (left.su > limits.su && workload.su > 0n);
    if (!helps) continue;
    left.cu -= workload.cu;
    left.su -= workload.su;
    halt(workload);
  }
}

function fits(pool: PoolRow, workloads: readonly Kept[], seconds: bigint, { now }: UpkeepFacts): boolean {
  const rates = sumOf(workloads);
  if (rates.cu > pool.cu_cap || rates.su > pool.su_cap) return false;
  return (secondsLeft(settle(clockOf(pool), now), rates) ?? seconds) >= seconds;
}

function longestHalt(workloads: readonly Kept[], { now }: UpkeepFacts): bigint {
  return workloads.map(({ halted_at }) => now - halted_at).reduce(larger, LEAST_TO_RESUME);
}

function having(wanted: Wanted, halt: Halt | ""): Kept[] {
  return [...wanted].filter(([, now]) => now === halt).map(([workload]) => workload);
}

/** The oldest first. */
function byAge(a: Kept, b: Kept): number {
  return (
    Number(a.drawing_since - b.drawing_since) ||
    Number(a.reservation_id - b.reservation_id) ||
    Number(a.workload_id - b.workload_id)
  );
}

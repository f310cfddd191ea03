import type { Transaction } from "kysely";
import { ACTION, actionOver, signedMessage } from "../../protocol/message.ts";
import type { Resources } from "../../protocol/units.ts";
import { readDocument, type Workload, workloadsOf } from "../../protocol/workload/document.ts";
import { drawOf, resourcesOf } from "../../protocol/workload/workloadDraw.ts";
import { readPosition } from "../chain/position.ts";
import type { PoolRow, ReservationRow, Tables, WorkloadRow } from "../db/tables.ts";
import type { PerUnit } from "../../protocol/perUnit.ts";
import { currentCapacity } from "../capacity/current.ts";
import { holdEnd } from "../capacity/free.ts";
import { lockCapacity } from "../capacity/lock.ts";
import type { Farm } from "../farm.ts";
import { keysOf } from "../keys.ts";
import { reportingTrouble } from "../reports/health.ts";
import { decideDraw, lackOf } from "./decide.ts";
import { lockNodes, lockPool } from "./locks.ts";
import { sumOf } from "./sum.ts";
import { finish } from "./stop.ts";
import { changeReservation, writeDraws, writeLoads } from "./write.ts";

/**
 * Takes the draw of a reservation whose quorum is complete, and puts its workloads into the outbox: together, so that
 * nothing is sent that was not taken, and nothing taken that is not sent. If it cannot be, it waits, and says for what.
 *
 * 1. the pool is no longer the customer's, or not active: invalid
 * 2. the pool's money is not confirmed, or the chain does not hear of draws: waits
 * 3. the pool or its caps are too small, the farm has sold its capacity to others, or a node is full: waits
 * 4. the farm's threebot has another key on chain than this bridge: waits
 * 5. else the farm signs, and the workloads are on their way
 *
 * The caller holds the reservation's lock.
 */
export async function deploy(
  transaction: Transaction<Tables>,
  farm: Farm,
  reservation: ReservationRow,
  now: bigint,
): Promise<ReservationRow> {
  const { pool, drawn } = await lockPool(transaction, reservation.pool_id);
  const over = whyOver(reservation, pool);
  if (over !== undefined || pool === undefined) return finish(transaction, reservation, "invalid", over ?? "", now);
  const wait = (reason: string): Promise<ReservationRow> =>
    changeReservation(transaction, reservation, { next_action: "pay", reason }, now);

  const blocked = await whyNotYet(transaction, farm, pool, now);
  if (blocked !== undefined) return wait(blocked);
  const workloads = rowsOf(farm, reservation, now);
  const decision = decideDraw(pool, drawn, sumOf(workloads), now);
  if (decision.kind !== "take") {
    const { cu, su } = decision.lacking;
    return wait(
      decision.kind === "above-cap"
        ? `the caps of pool ${pool.pool_id} are too low by ${cu} mCU and ${su} mSU for all that runs`
        : `pool ${pool.pool_id} lacks ${cu} milli-CU-seconds and ${su} milli-SU-seconds to last two minutes`,
    );
  }
  const beyond = await whyNotFree(transaction, farm, pool, sumOf(workloads), now);
  if (beyond !== undefined) return wait(beyond);
  const full = await whyFull(transaction, workloads);
  if (full !== undefined) return wait(full);
  const farmer_signature = await farmerSignature(transaction, farm, reservation, now);
  if (farmer_signature === undefined) return wait("the farm's threebot has another key on chain than its bridge");

  await writeDraws(transaction, "take", workloads, "deployed", now);
  await writeLoads(transaction, "take", workloads);
  await transaction.insertInto("workload").values(workloads).execute();
  await transaction
    .insertInto("outbox")
    .values(
      workloads.map(({ node_id, reservation_id, workload_id }) => {
        return { node_id, kind: "provision", reservation_id, workload_id, created_at: now, next_try_at: now } as const;
      }),
    )
    .execute();
  const farmer = { farmer_epoch: now, farmer_signature };
  return changeReservation(transaction, reservation, { next_action: "deploy", reason: "", ...farmer }, now);
}

function whyOver({ customer_tid }: ReservationRow, pool: PoolRow | undefined): string | undefined {
  if (pool === undefined) return "the pool is no longer there";
  if (pool.state !== "active") return `the pool is ${pool.state}`;
  return pool.tid === customer_tid ? undefined : `the pool belongs to threebot ${pool.tid} now`;
}

async function whyNotYet(
  transaction: Transaction<Tables>,
  farm: Farm,
  pool: PoolRow,
  now: bigint,
): Promise<string | undefined> {
  const position = await readPosition(transaction);
  const depth = (position?.number ?? 0n) - pool.opened_in + 1n;
  if (depth >= farm.confirmations) {
    const trouble = await reportingTrouble(transaction, now);
    return trouble === undefined ? undefined : `the farm's reports do not reach the chain: ${trouble}`;
  }
  return `the payment for pool ${pool.pool_id} has ${depth} of ${farm.confirmations} confirmations`;
}

/** Beyond its hold a pool gets what is free; what runs already is its own. */
async function whyNotFree(
  transaction: Transaction<Tables>,
  farm: Farm,
  pool: PoolRow,
  added: PerUnit<bigint>,
  now: bigint,
): Promise<string | undefined> {
  if (now <= holdEnd(pool)) return undefined;
  await lockCapacity(transaction);
  const nodes = await transaction.selectFrom("node").selectAll().execute();
  const { free } = await currentCapacity(transaction, farm, nodes, now);
  for (const unit of ["cu", "su"] as const) {
    if (added[unit] > free[unit]) return `the farm has ${free[unit]} of ${added[unit]} m${unit.toUpperCase()} free`;
  }
  return undefined;
}

/** @returns undefined while the key of the farm's threebot on chain is not this bridge's: no node would take it */
async function farmerSignature(
  transaction: Transaction<Tables>,
  farm: Farm,
  { id, json }: ReservationRow,
  epoch: bigint,
): Promise<Buffer | undefined> {
  const row = await transaction.selectFrom("farm").select("tid").where("farm_id", "=", farm.farmId).executeTakeFirst();
  const tid = row?.tid ?? 0n;
  const keyOf = await keysOf(transaction, [Number(tid)]);
  if (keyOf(Number(tid)) !== `0x${Buffer.from(farm.key.publicKey.bytes).toString("hex")}`) return undefined;
  const action = actionOver(json, { action: ACTION.farmer, subject: id, tid, epoch });
  return Buffer.from(farm.key.sign(signedMessage(farm.domain, action)));
}

function rowsOf(farm: Farm, { id, json, pool_id }: ReservationRow, now: bigint): WorkloadRow[] {
  return workloadsOf(readDocument(json)).map((workload: Workload) => ({
    reservation_id: id,
    workload_id: BigInt(workload.body.workload_id),
    pool_id,
    node_id: BigInt(workload.body.node_id),
    category: workload.category,
    ...drawOf(workload, farm.publicIpRate),
    ...resourcesOf(workload),
    is_drawing: true,
    drawing_since: now,
    halt: "",
    halted_at: 0n,
    result_state: null,
    result: null,
    result_signature: null,
    result_at: null,
  }));
}

/** Whether it fits is a question of real resources, which units do not answer. */
async function whyFull(
  transaction: Transaction<Tables>,
  workloads: readonly WorkloadRow[],
): Promise<string | undefined> {
  const nodes = await lockNodes(
    transaction,
    workloads.map(({ node_id }) => node_id),
  );
  for (const [id, { node, load }] of nodes) {
    if (node === undefined || node.retired) return `node ${id} is no longer in use`;
    const added = resourcesSum(workloads.filter(({ node_id }) => node_id === id));
    const lack = lackOf(node, load, added);
    if (lack !== undefined) return `node ${id} lacks ${lack.lacking} of ${lack.resource}`;
  }
  return undefined;
}

function resourcesSum(workloads: readonly Resources[]): Resources {
  return workloads.reduce<Resources>(
    (sum, { cru, mru, sru, hru }) => {
      return { cru: sum.cru + cru, mru: sum.mru + mru, sru: sum.sru + sru, hru: sum.hru + hru };
    },
    { cru: 0n, mru: 0n, sru: 0n, hru: 0n },
  );
}

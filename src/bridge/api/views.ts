import { type Static, Type } from "typebox";
import type { Quorum } from "../../protocol/quorum.ts";
import { globalId } from "../../protocol/globalId.ts";
import { readDocument } from "../../protocol/workload/document.ts";
import type { Connection } from "../db/database.ts";
import type { NextAction, ReservationRow, WorkloadRow } from "../db/tables.ts";
import { keysOf } from "../keys.ts";
import { tally } from "../reservations/sign.ts";

/** What comes next, as the wire counts it. 0, create, is over before there is anything to ask about. */
const NEXT_ACTIONS: Readonly<Record<NextAction, number>> = {
  sign: 1,
  pay: 2,
  deploy: 3,
  delete: 4,
  invalid: 5,
  deleted: 6,
};

export const QuorumView = Type.Object({
  reached: Type.Boolean(),
  quorum_min: Type.Integer(),
  signed: Type.Array(Type.Integer()),
  missing: Type.Array(Type.Integer()),
  repeated: Type.Array(Type.Integer()),
});

const WorkloadView = Type.Object({
  id: Type.String({ description: "16 hexadecimal digits" }),
  workload_id: Type.Integer(),
  node_id: Type.Integer(),
  category: Type.String(),
  cu: Type.Integer({ description: "milli-CU that it draws while it is drawing" }),
  su: Type.Integer(),
  is_drawing: Type.Boolean(),
  halt: Type.String({ description: "why it draws nothing and is not over: silent, dry, cap, unreported; else empty" }),
  result: Type.Union([Type.String(), Type.Null()], { description: "canonical JSON, as the node signed it" }),
  result_signature: Type.Union([Type.String(), Type.Null()]),
});

export const ReservationView = Type.Object({
  id: Type.Integer(),
  json: Type.String(),
  customer_signature: Type.String(),
  next_action: Type.Integer({ minimum: 1, maximum: 6 }),
  next: Type.String({ description: "the same in a word" }),
  reason: Type.String({ description: "why it waits, is invalid or was deleted" }),
  provision: QuorumView,
  delete: QuorumView,
  workloads: Type.Array(WorkloadView),
  epoch: Type.Integer({ description: "when it was made" }),
});
export type ReservationView = Static<typeof ReservationView>;

/** A reservation with who has signed, who has not, and what its nodes say. */
export async function viewOf(db: Connection, row: ReservationRow): Promise<ReservationView> {
  const document = readDocument(row.json);
  const { signing_request_provision, signing_request_delete } = document;
  const keyOf = await keysOf(db, [...signing_request_provision.signers, ...signing_request_delete.signers]);
  const workloads = await db
    .selectFrom("workload")
    .selectAll()
    .where("reservation_id", "=", row.id)
    .orderBy("workload_id")
    .execute();
  return {
    id: Number(row.id),
    json: row.json.toString(),
    customer_signature: row.customer_signature.toString("hex"),
    next_action: NEXT_ACTIONS[row.next_action],
    next: row.next_action,
    reason: row.reason,
    provision: quorumView(await tally(db, row.id, "provision", signing_request_provision, keyOf)),
    delete: quorumView(await tally(db, row.id, "delete", signing_request_delete, keyOf)),
    workloads: workloads.map(workloadView),
    epoch: Number(row.created_at),
  };
}

/** Who may look at it: the customer, and whoever is to sign. */
export function readersOf({ json }: ReservationRow): ReadonlySet<number> {
  const { customer_tid, signing_request_provision, signing_request_delete } = readDocument(json);
  return new Set([customer_tid, ...signing_request_provision.signers, ...signing_request_delete.signers]);
}

export function quorumView(quorum: Quorum): Static<typeof QuorumView> {
  const { signed, missing, repeated } = quorum;
  return { ...quorum, signed: [...signed], missing: [...missing], repeated: [...repeated] };
}

function workloadView(row: WorkloadRow): Static<typeof WorkloadView> {
  return {
    id: globalId(row.reservation_id, row.workload_id),
    workload_id: Number(row.workload_id),
    node_id: Number(row.node_id),
    category: row.category,
    cu: Number(row.cu),
    su: Number(row.su),
    is_drawing: row.is_drawing,
    halt: row.halt,
    result: row.result?.toString() ?? null,
    result_signature: row.result_signature?.toString("hex") ?? null,
  };
}

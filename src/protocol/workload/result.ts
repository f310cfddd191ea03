import { type Static, Type } from "typebox";
import { readCanonicalJson } from "../canonicalJson.ts";
import { exactly, NodeId, Time, WorkloadId } from "./fields.ts";
import { shapeOf } from "./problems.ts";

export const RESULT_STATE = { error: 0, ok: 1, deleted: 2 } as const;

/** What a node says of a workload, signed by it. */
export const WorkloadResult = Type.Object(
  {
    category: Type.Integer({ minimum: 0, maximum: 6 }),
    workload_id: WorkloadId,
    node_id: NodeId,
    state: Type.Integer({ minimum: 0, maximum: 2 }),
    /** For people: why it failed. */
    message: Type.String({ maxLength: 4096 }),
    /** For programs: JSON of where it is reached, by category. */
    data_json: Type.String({ maxLength: 65_536 }),
    epoch: Time,
  },
  exactly,
);
export type WorkloadResult = Static<typeof WorkloadResult>;

const demandShape = shapeOf<WorkloadResult>(WorkloadResult);

/** Reads the bytes that a node signed. */
export function readResult(json: Uint8Array): WorkloadResult {
  return demandShape(readCanonicalJson(json));
}

/** What to do with a result, by the last one that was taken for the same workload. */
export type ResultStep = "take" | "acknowledge" | "refuse";

/**
 * 1. none before: any is taken
 * 2. the same state again: acknowledged, nothing changes
 * 3. ok, then error: it crashed; taken
 * 4. ok or error, then deleted: taken
 * 5. all else (error then ok, deleted then anything): refused
 */
export function resultStep(before: number | undefined, next: number): ResultStep {
  if (before === undefined) return "take";
  if (before === next) return "acknowledge";
  if (before === RESULT_STATE.ok) return "take";
  return before === RESULT_STATE.error && next === RESULT_STATE.deleted ? "take" : "refuse";
}

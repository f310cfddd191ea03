import { below } from "./bounds.ts";
import { ProtocolError } from "./errors.ts";

const LIMIT = 2n ** 32n;
const BITS = 32n;

/** A workload's id everywhere: its reservation's and its own, 4 bytes each, as 16 hexadecimal digits. */
export function globalId(reservationId: bigint, workloadId: bigint): string {
  const id = (below("reservation id", reservationId, LIMIT) << BITS) | below("workload id", workloadId, LIMIT);
  return id.toString(16).padStart(16, "0");
}

export function parseGlobalId(text: string): { readonly reservationId: bigint; readonly workloadId: bigint } {
  if (!/^[0-9a-f]{16}$/.test(text)) {
    throw new ProtocolError(
      "BadGlobalId",
      `${JSON.stringify(text.slice(0, 40))} is no workload's id.`,
      'Write reservation and workload as 8 lower-case hexadecimal digits each, such as "0000000500000001".',
    );
  }
  const id = BigInt(`0x${text}`);
  return { reservationId: id >> BITS, workloadId: id & (LIMIT - 1n) };
}

import { randomBytes } from "node:crypto";
import { globalId } from "../../protocol/globalId.ts";
import { signRequest } from "../../protocol/httpSignature.ts";
import type { Envelope } from "../../protocol/workload/envelope.ts";
import type { Errand, OutboxRow } from "../db/tables.ts";
import type { Farm } from "../farm.ts";
import type { Attempt } from "./delivery.ts";

/** How a node is told. */
export type TellNode = (url: string, errand: OutboxRowKey, envelope: Envelope, now: bigint) => Promise<Attempt>;
export type OutboxRowKey = Pick<OutboxRow, "kind" | "reservation_id" | "workload_id">;

const METHODS: Readonly<Record<Errand, { readonly method: string; readonly suffix: string }>> = {
  provision: { method: "PUT", suffix: "" },
  delete: { method: "DELETE", suffix: "" },
  suspend: { method: "POST", suffix: "/suspend" },
  resume: { method: "POST", suffix: "/resume" },
};

/** Statuses that say "not now": the same request may be taken later. */
const LATER = new Set([408, 425, 429]);
/** A node's answer is an error document at most. */
const MOST_BYTES = 65_536;

/** Over HTTP, each request signed by the farm's key for this node, this path and this body. */
export function createNodeClient(farm: Farm, { timeoutMs = 15_000 } = {}): TellNode {
  return async (url, { kind, reservation_id, workload_id }, envelope, now) => {
    const { method, suffix } = METHODS[kind];
    const path = `/v1/workloads/${globalId(reservation_id, workload_id)}${suffix}`;
    if (!URL.canParse(path, url)) return { kind: "failed", trouble: "the node gave an address that is none" };
    const target = new URL(path, url);
    const body = Buffer.from(JSON.stringify(envelope));
    const headers = signRequest({ method, authority: target.host, target: target.pathname, body }, farm.key, {
      keyId: `farm:${farm.farmId}`,
      created: now,
      nonce: randomBytes(18).toString("base64url"),
    });
    try {
      const answer = await fetch(target, {
        method,
        headers: { ...headers, "content-type": "application/json" },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await attemptOf(answer);
    } catch (error) {
      return { kind: "failed", trouble: reasonOf(error) };
    }
  };
}

async function attemptOf(answer: Response): Promise<Attempt> {
  if (answer.ok) {
    await answer.body?.cancel();
    return { kind: "accepted" };
  }
  const trouble = `${answer.status}: ${await beginningOf(answer)}`;
  const isFinal = answer.status >= 400 && answer.status < 500 && !LATER.has(answer.status);
  return { kind: isFinal ? "refused" : "failed", trouble };
}

/** As much of an answer as tells why. */
async function beginningOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString().replaceAll("\0", "").slice(0, 500);
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message: string };
  return cause?.code ?? message;
}

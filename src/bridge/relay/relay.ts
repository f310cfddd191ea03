import type { Database } from "../db/database.ts";
import type { OutboxRow } from "../db/tables.ts";
import { nextStep } from "./delivery.ts";
import { envelopeOf } from "./envelopes.ts";
import type { TellNode } from "./nodeClient.ts";

export interface RelayOptions {
  readonly db: Database;
  readonly tell: TellNode;
  /** Where a node is reached now; undefined while that is not known. */
  readonly urlOf: (nodeId: bigint) => Promise<string | undefined>;
  readonly now: () => bigint;
  readonly observe: (event: RelayEvent) => void;
}

export type RelayEvent =
  | { readonly kind: "delivered"; readonly errand: OutboxRow }
  | { readonly kind: "delayed"; readonly errand: OutboxRow; readonly until: bigint; readonly trouble: string }
  | { readonly kind: "parked"; readonly errand: OutboxRow; readonly trouble: string };

/** Tells nodes what the outbox holds: each node in order, no node waiting for another. */
export interface Relay {
  /** Begins to send what is due, node by node, and waits for none: each node has one errand under way at a time. */
  readonly begin: () => Promise<void>;
  /** Waits until nothing is under way. Throws the first failure that was none of a node's. */
  readonly settled: () => Promise<void>;
  /** An operator says: try this parked errand again. @returns whether there was one */
  readonly retry: (seq: bigint) => Promise<boolean>;
}

export function createRelay({ db, tell, urlOf, now, observe }: RelayOptions): Relay {
  const underWay = new Map<bigint, Promise<void>>();

  /** Of our own side, such as the database: told to whoever asks next. */
  const failures: unknown[] = [];

  function throwFailure(): void {
    if (failures.length === 0) return;
    const [first] = failures.splice(0);
    throw first;
  }

  /** All that is due for one node, one after the other. */
  async function serve(nodeId: bigint): Promise<void> {
    for (;;) {
      const errand = await firstOf(nodeId);
      if (errand === undefined || errand.next_try_at > now()) return;
      if ((await deliver(errand)) !== "done") return;
    }
  }

  async function deliver(errand: OutboxRow): Promise<"done" | "retry" | "park"> {
    const envelope = await envelopeOf(db, errand.reservation_id);
    const url = await urlOf(errand.node_id);
    const attempt =
      envelope === undefined
        ? ({ kind: "refused", trouble: "its reservation was never deployed" } as const)
        : url === undefined
          ? ({ kind: "failed", trouble: "the node has not said where it is" } as const)
          : await tell(url, errand, envelope, now());
    const step = nextStep(attempt, errand.attempts, errand.created_at, now());
    if (step.kind === "done") {
      await db.deleteFrom("outbox").where("seq", "=", errand.seq).execute();
      observe({ kind: "delivered", errand });
    } else if (step.kind === "park") {
      await change(errand, { is_parked: true, trouble: step.trouble });
      observe({ kind: "parked", errand, trouble: step.trouble });
    } else {
      await change(errand, { next_try_at: step.at, trouble: step.trouble });
      observe({ kind: "delayed", errand, until: step.at, trouble: step.trouble });
    }
    return step.kind;
  }

  async function change(
    { seq, attempts }: OutboxRow,
    changes: Partial<Pick<OutboxRow, "is_parked" | "trouble" | "next_try_at">>,
  ): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ ...changes, attempts: attempts + 1n })
      .where("seq", "=", seq)
      .execute();
  }

  async function firstOf(nodeId: bigint): Promise<OutboxRow | undefined> {
    return db
      .selectFrom("outbox")
      .selectAll()
      .where("node_id", "=", nodeId)
      .where("is_parked", "=", false)
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
  }

  return {
    begin: async () => {
      const nodes = await db
        .selectFrom("outbox")
        .select("node_id")
        .distinct()
        .where("is_parked", "=", false)
        .where("next_try_at", "<=", now())
        .execute();
      for (const { node_id } of nodes) {
        if (underWay.has(node_id)) continue;
        const served = serve(node_id)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => underWay.delete(node_id));
        underWay.set(node_id, served);
      }
      throwFailure();
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay.values());
      throwFailure();
    },
    retry: async (seq) => {
      const { numUpdatedRows } = await db
        .updateTable("outbox")
        .set({ is_parked: false, attempts: 0n, created_at: now(), next_try_at: now() })
        .where("seq", "=", seq)
        .where("is_parked", "=", true)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

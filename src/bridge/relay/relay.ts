import { sql } from "kysely";
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
  /** A node will never do this: what follows for the books. Called again after a crash. */
  readonly refused: (errand: OutboxRow, trouble: string) => Promise<void>;
  readonly observe: (event: RelayEvent) => void;
}

export type RelayEvent =
  | { readonly kind: "delivered"; readonly errand: OutboxRow }
  | { readonly kind: "delayed"; readonly errand: OutboxRow; readonly until: bigint; readonly trouble: string }
  | { readonly kind: "parked"; readonly errand: OutboxRow; readonly trouble: string };

/** Tells nodes what the outbox holds: of each workload in order, no node and no workload waiting for another. */
export interface Relay {
  /** Begins to send what is due, node by node, and waits for none: each node has one errand under way at a time. */
  readonly begin: () => Promise<void>;
  /** Waits until nothing is under way. Throws the first failure that was none of a node's. */
  readonly settled: () => Promise<void>;
  /** An operator says: try this parked errand again. @returns whether there was one */
  readonly retry: (seq: bigint) => Promise<boolean>;
}

export function createRelay({ db, tell, urlOf, now, refused, observe }: RelayOptions): Relay {
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
      // What failed is due later, and a node that fails is not asked for all the rest at once.
      if (errand === undefined || (await deliver(errand)) === "retry") return;
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
    if (attempt.kind === "refused") await refused(errand, attempt.trouble);
    const step = nextStep(attempt, errand, now());
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

  /** What is due, and for whose workload nothing older waits: one that fails does not hold up the others. */
  async function firstOf(nodeId: bigint): Promise<OutboxRow | undefined> {
    const { rows } = await sql<OutboxRow>`
      select * from outbox where node_id = ${nodeId} and not is_parked and next_try_at <= ${now()}
        and not exists (
          select from outbox as older where older.node_id = outbox.node_id and not older.is_parked
            and older.reservation_id = outbox.reservation_id and older.workload_id = outbox.workload_id
            and older.seq < outbox.seq
        )
      order by seq limit 1
    `.execute(db);
    return rows[0];
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

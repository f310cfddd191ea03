import { sql } from "kysely";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { readPosition } from "../chain/position.ts";
import { presenceOf } from "../presence.ts";
import type { ApiContext } from "./context.ts";

export interface Metrics {
  /** As Prometheus reads it. */
  readonly read: () => Promise<string>;
  readonly contentType: string;
  /** One request was answered. */
  readonly answered: (route: string, status: number, seconds: number) => void;
}

/** What an operator watches. States of the farm are asked of the database at each reading, by any process of the bridge. */
export function createMetrics(context: Pick<ApiContext, "db" | "now" | "endpoints" | "listeningSince">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "granary_http_seconds",
    help: "Time to answer a request, by route and status",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const problems = new Counter({
    name: "granary_http_failures_total",
    help: "Requests that the bridge itself failed at",
    registers: [registry],
  });
  const gauges = new Map<string, Gauge>();
  const set = (name: string, help: string, value: number, labels: Readonly<Record<string, string>> = {}): void => {
    const known =
      gauges.get(name) ??
      new Gauge({ name: `granary_${name}`, help, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(name, known);
    known.set(labels, value);
  };
  return {
    contentType: registry.contentType,
    answered: (route, status, seconds) => {
      requests.observe({ route, status: String(status) }, seconds);
      if (status >= 500) problems.inc();
    },
    read: async () => {
      for (const gauge of gauges.values()) gauge.reset();
      await readChain(context, set);
      await readPools(context, set);
      await readNodes(context, set);
      return registry.metrics();
    },
  };
}

type Set = (name: string, help: string, value: number, labels?: Readonly<Record<string, string>>) => void;
type Source = Pick<ApiContext, "db" | "now" | "endpoints" | "listeningSince">;

async function readChain({ db, now, endpoints }: Source, set: Set): Promise<void> {
  const position = await readPosition(db);
  if (position !== undefined) {
    set("chain_block", "The block that the mirror stands on", Number(position.number));
    set("chain_age_seconds", "Age of that block", Number(now() - position.timestamp));
  }
  for (const { name, head, trouble } of endpoints.states()) {
    set("endpoint_head", "The newest block of an endpoint", Number(head ?? 0n), { endpoint: name });
    set("endpoint_trouble", "1 = it fails, lags or contradicts", trouble === undefined ? 0 : 1, { endpoint: name });
  }
  const pending = await db.selectFrom("chain_transaction").select("first_sent_at").executeTakeFirst();
  const waits = pending === undefined ? 0n : now() - pending.first_sent_at;
  set("transaction_wait_seconds", "How long the transaction under way has waited", Number(waits));
  const reporting = await db.selectFrom("reporting").select("failing_since").executeTakeFirst();
  const failing = reporting?.failing_since ?? null;
  set(
    "reports_failing_seconds",
    "Since when reports do not reach the chain; 0 = they do",
    failing === null ? 0 : Number(now() - failing),
  );
}

async function readPools({ db, now }: Source, set: Set): Promise<void> {
  for (const [table, column, name, help] of STATES) {
    const { rows } = await sql<{ state: string; count: bigint }>`
      select ${sql.ref(column)} as state, count(*) as count from ${sql.table(table)} group by 1
    `.execute(db);
    for (const { state, count } of rows) set(name, help, Number(count), { state: state || "drawing or over" });
  }
  const { rows } = await sql<{ cu: bigint; su: bigint }>`
    select coalesce(sum(cu), 0)::bigint as cu, coalesce(sum(su), 0)::bigint as su from pool_draw
  `.execute(db);
  set("drawn_milli_units", "What runs draws", Number(rows[0]?.cu ?? 0n), { unit: "cu" });
  set("drawn_milli_units", "What runs draws", Number(rows[0]?.su ?? 0n), { unit: "su" });
  const outbox = await db
    .selectFrom("outbox")
    .select(({ fn }) => [fn.countAll<bigint>().as("count"), fn.min("created_at").as("oldest"), "is_parked"])
    .groupBy("is_parked")
    .execute();
  for (const isParked of [false, true]) {
    const row = outbox.find(({ is_parked }) => is_parked === isParked);
    const labels = { parked: String(isParked) };
    set("outbox_errands", "What nodes are still to be told", Number(row?.count ?? 0n), labels);
    set("outbox_age_seconds", "Age of the oldest of these", row === undefined ? 0 : Number(now() - row.oldest), labels);
  }
}

const STATES = [
  ["pool", "state", "pools", "Reservations and pools of the farm"],
  ["reservation", "next_action", "reservations", "Reservations of workloads, by what comes next"],
  ["workload", "halt", "workloads", "Workloads, by why they draw nothing"],
] as const;

async function readNodes({ db, now, listeningSince }: Source, set: Set): Promise<void> {
  const presence = await presenceOf(db, now(), listeningSince);
  const nodes = await db.selectFrom("node").select("node_id").where("retired", "=", false).execute();
  for (const { node_id } of nodes) {
    set("node_up", "1 = it is heard of", presence(node_id) === "up" ? 1 : 0, { node: String(node_id) });
  }
}

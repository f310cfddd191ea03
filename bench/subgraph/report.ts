import type { Cost } from "./measure/handlers.ts";
import type { Latency } from "./measure/queries.ts";

const NUMBERS = new Intl.NumberFormat("en-US");

/** What each mapping costs, the most expensive in all first. */
export function costTable(costs: readonly Cost[]): string {
  const all = costs.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = costs.map(({ handler, calls, seconds }) => [
    handler,
    NUMBERS.format(calls),
    ((1000 * seconds) / calls).toFixed(3),
    `${((100 * seconds) / all).toFixed(1)} %`,
  ]);
  return layOut([["mapping", "calls", "ms each", "of all"], ...rows]);
}

/** How many entities of each kind a backfill wrote. */
export function rowsTable(rows: ReadonlyMap<string, number>, events: number): string {
  const lines = [...rows]
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => [name, NUMBERS.format(count), (count / events).toFixed(3)]);
  return layOut([["entity", "written", "per event"], ...lines]);
}

export function queriesTable(queries: Readonly<Record<string, Latency>>): string {
  const rows = Object.entries(queries).map(([name, { p50, p99 }]) => [name, p50.toFixed(1), p99.toFixed(1)]);
  return layOut([["query", "p50 ms", "p99 ms"], ...rows]);
}

/** Columns of equal width: names to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map(line).join("\n");
}

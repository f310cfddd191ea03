import { ACTS, type ActInfo } from "./acts.ts";
import { CASES, type Figures, figureOf, nameOf } from "./measure.ts";
import type { Peer } from "./peers/peer.ts";

const NUMBERS = new Intl.NumberFormat("en-US");

/** The promised acts with their bounds, beside Sablier Flow where it has been measured. */
export function actsTable(figures: Figures, flow: Peer | undefined): string {
  const head = ["act", "", "gas", "at most", "stretch", "", flow?.name ?? "", "", "ratio"];
  return layOut([head, ...ACTS.map((act) => actRow(act, figureOf(figures, act.name), flow))], new Set([0, 1, 5, 7]));
}

/** What every difference from an act as defined adds to it, or takes off. */
export function extrasTable(figures: Figures): string {
  const rows = CASES.filter(({ what }) => what !== undefined).map((one) => {
    const gas = figureOf(figures, nameOf(one));
    const difference = one.alone ? "" : signed(gas - figureOf(figures, one.act));
    return [one.act, one.what ?? "", NUMBERS.format(gas), difference];
  });
  return layOut([["act", "what is different", "gas", "difference"], ...rows], new Set([0, 1]));
}

export function peersTable(peers: readonly Peer[]): string {
  const rows = peers.flatMap(({ name, acts }) =>
    Object.entries(acts).map(([act, gas]) => [name, act, NUMBERS.format(gas)]),
  );
  return layOut([["peer", "act", "gas"], ...rows], new Set([0, 1]));
}

function actRow({ name, meaning, atMost, stretch, flow }: ActInfo, gas: bigint, peer: Peer | undefined): string[] {
  const verdict = gas <= stretch ? "in the stretch" : gas <= atMost ? "in the bound" : `${number(gas - atMost)} above`;
  const row = [name, meaning, number(gas), number(atMost), number(stretch), verdict];
  const theirs = flow === undefined ? undefined : peer?.acts[flow];
  if (flow === undefined || theirs === undefined) return row;
  return [...row, number(theirs), flow, (Number(gas) / Number(theirs)).toFixed(2)];
}

function number(gas: bigint): string {
  return NUMBERS.format(gas);
}

function signed(gas: bigint): string {
  return gas > 0n ? `+${number(gas)}` : number(gas);
}

/** Columns of equal width: text to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[], text: ReadonlySet<number>): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (text.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

import { readFileSync, writeFileSync } from "node:fs";
import type { Figures } from "./measure.ts";

const FILE = new URL("snapshot.json", import.meta.url);

/** The figures that are kept in the repository. */
export function readSnapshot(): Figures {
  const kept = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number>;
  return new Map(Object.entries(kept).map(([name, gas]) => [name, BigInt(gas)]));
}

export function writeSnapshot(figures: Figures): void {
  const kept = Object.fromEntries([...figures].map(([name, gas]) => [name, Number(gas)]));
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`);
}

export interface Comparison {
  /** Costs more than the snapshot says, or is not in it. */
  readonly worse: readonly string[];
  /** Costs less, or is no longer measured. */
  readonly outdated: readonly string[];
}

export function compare(kept: Figures, found: Figures): Comparison {
  const worse: string[] = [];
  const outdated: string[] = [];
  for (const [name, gas] of found) {
    const before = kept.get(name);
    if (before === undefined) worse.push(`${name}: ${gas}, not in the snapshot`);
    else if (gas > before) worse.push(`${name}: ${before} -> ${gas}, ${gas - before} more`);
    else if (gas < before) outdated.push(`${name}: ${before} -> ${gas}, ${before - gas} less`);
  }
  for (const name of kept.keys()) if (!found.has(name)) outdated.push(`${name}: no longer measured`);
  return { worse, outdated };
}

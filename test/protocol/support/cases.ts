import { readFileSync } from "node:fs";

/** Reads a table of `test/cases`. What a case holds is described in its README. */
export function readTable<Table>(file: string): Table {
  return JSON.parse(readFileSync(new URL(`../../cases/${file}`, import.meta.url), "utf8")) as Table;
}

/** Decimal strings, as the tables write numbers, to integers. */
export function integers<Field extends string>(strings: Readonly<Record<Field, string>>): Record<Field, bigint> {
  const entries = Object.entries<string>(strings).map(([field, text]) => [field, BigInt(text)] as const);
  return Object.fromEntries(entries) as Record<Field, bigint>;
}

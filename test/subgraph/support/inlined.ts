import type { Query } from "../../../src/protocol/queries/query.ts";

/** `gnd test` knows no variables: their values are written into the query. Enumerations stand without quotes. */
export function inlined<Variables extends object>(
  query: Query<Variables, unknown>,
  variables: Variables,
  enumerations: readonly (keyof Variables)[] = [],
): string {
  // A comment would end only with the line, and so with everything.
  let text = query.text.replaceAll(/^#.*$/gm, "").replace(/query \w+\([^)]*\)/, "");
  for (const [name, value] of Object.entries(variables) as [keyof Variables & string, unknown][]) {
    const literal = enumerations.includes(name) ? String(value) : JSON.stringify(value);
    text = text.replaceAll(new RegExp(`\\$${name}\\b`, "g"), () => literal);
  }
  return text.trim();
}

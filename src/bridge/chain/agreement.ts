import type { Header } from "./answers.ts";

/** What one endpoint said when all were asked. */
export interface Sighting {
  readonly name: string;
  /** Undefined when it did not answer. */
  readonly head: Header | undefined;
  /** The hash that it has for each height that was compared. */
  readonly hashAt: (number: bigint) => string | undefined;
}

export type Agreement =
  | {
      readonly kind: "agreed";
      readonly names: readonly string[];
      readonly odd: readonly string[];
      readonly head: Header;
    }
  | { readonly kind: "disagreed"; readonly groups: readonly (readonly string[])[] }
  | { readonly kind: "silent" };

/**
 * Whom to believe:
 *
 * 1. none answers: silent
 * 2. all that answer have one chain, some further along: the head of the furthest
 * 3. more than half of those that answer have one chain: theirs, and the others are named
 * 4. no such majority: disagreed; nothing is followed until there is one
 *
 * Two are on one chain when, at the lower of their heads, they have the same block. One alone is believed, for want of
 * another.
 */
export function agree(sightings: readonly Sighting[]): Agreement {
  const seen = sightings.filter((sighting): sighting is Sighting & { head: Header } => sighting.head !== undefined);
  if (seen.length === 0) return { kind: "silent" };
  const groups: (Sighting & { head: Header })[][] = [];
  for (const sighting of seen) {
    const group = groups.find((others) => others.every((other) => isOneChain(other, sighting)));
    if (group === undefined) groups.push([sighting]);
    else group.push(sighting);
  }
  groups.sort((a, b) => b.length - a.length);
  const [most = [], ...rest] = groups;
  if (most.length * 2 <= seen.length) {
    return { kind: "disagreed", groups: groups.map((group) => group.map(({ name }) => name)) };
  }
  // Those that are furthest come first: they are asked.
  const names = most.toSorted((a, b) => Number(b.head.number - a.head.number)).map(({ name }) => name);
  const head = most.map((sighting) => sighting.head).reduce((a, b) => (b.number > a.number ? b : a));
  return { kind: "agreed", names, odd: rest.flat().map(({ name }) => name), head };
}

type Seen = Sighting & { readonly head: Header };

function isOneChain(a: Seen, b: Seen): boolean {
  const [behind, ahead] = a.head.number <= b.head.number ? [a, b] : [b, a];
  return ahead.hashAt(behind.head.number) === behind.head.hash;
}

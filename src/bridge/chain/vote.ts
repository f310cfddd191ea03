import { EndpointError } from "../errors.ts";
import type { Endpoint } from "./endpoint.ts";

export type Vote<T> =
  | { readonly kind: "settled"; readonly value: T }
  /** They contradict each other, and none has most of them on its side. */
  | { readonly kind: "contradiction"; readonly groups: readonly (readonly string[])[] }
  /** Who asked may ask for less. */
  | { readonly kind: "failed"; readonly errors: ReadonlyMap<Endpoint, EndpointError> };

/**
 * Asks all of them, and takes what more than half of those that answer say. So an endpoint that leaves something out,
 * or makes something up, is found by the others; one alone is believed, for want of another.
 *
 * @param fingerprint equal for answers that say the same
 */
export async function vote<T>(
  endpoints: readonly Endpoint[],
  question: (endpoint: Endpoint) => Promise<T>,
  fingerprint: (answer: T) => string,
): Promise<Vote<T>> {
  const errors = new Map<Endpoint, EndpointError>();
  const groups = new Map<string, { readonly value: T; readonly names: string[] }>();
  await Promise.all(
    endpoints.map(async (endpoint) => {
      try {
        const value = await question(endpoint);
        const key = fingerprint(value);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { value, names: [endpoint.name] });
        else group.names.push(endpoint.name);
      } catch (error) {
        if (!(error instanceof EndpointError)) throw error;
        errors.set(endpoint, error);
      }
    }),
  );
  const all = [...groups.values()].toSorted((a, b) => b.names.length - a.names.length);
  const [most] = all;
  if (most === undefined) return { kind: "failed", errors };
  const answered = all.reduce((sum, { names }) => sum + names.length, 0);
  if (most.names.length * 2 > answered) return { kind: "settled", value: most.value };
  return { kind: "contradiction", groups: all.map(({ names }) => names) };
}

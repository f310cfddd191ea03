import { agree, type Agreement, type Sighting } from "./agreement.ts";
import type { Header } from "./answers.ts";
import type { Endpoint } from "./endpoint.ts";
import { readHead, readHeaderAt } from "./read.ts";

/** What is known of an endpoint, for the log and the metrics. */
export interface EndpointState {
  readonly name: string;
  readonly head: bigint | undefined;
  readonly trouble: string | undefined;
}

/** Several endpoints as one: whom to ask now, and how each of them does. */
export interface Endpoints {
  readonly look: () => Promise<Agreement>;
  /** Those on the chain that was agreed on last that have this block. */
  readonly trusted: (block: bigint) => readonly Endpoint[];
  readonly states: () => readonly EndpointState[];
  readonly close: () => void;
}

export function createEndpoints(given: readonly Endpoint[]): Endpoints {
  const endpoints = withOwnNames(given);
  let trusted: readonly Endpoint[] = [];
  const states = new Map<string, EndpointState>(
    endpoints.map(({ name }) => [name, { name, head: undefined, trouble: undefined }]),
  );
  const note = (name: string, head: bigint | undefined, trouble: string | undefined): void => {
    states.set(name, { name, head: head ?? states.get(name)?.head, trouble });
  };
  return {
    look: async () => {
      const agreement = agree(await sight(endpoints, note));
      const names = agreement.kind === "agreed" ? agreement.names : [];
      trusted = names.flatMap((name) => endpoints.filter((endpoint) => endpoint.name === name));
      if (agreement.kind === "agreed") {
        for (const name of agreement.odd) note(name, undefined, "It is on another chain than most endpoints.");
      }
      return agreement;
    },
    trusted: (block) => trusted.filter(({ name }) => (states.get(name)?.head ?? -1n) >= block),
    states: () => [...states.values()],
    close: () => {
      for (const endpoint of endpoints) endpoint.close();
    },
  };
}

/** Two on one host have one name; counted by it, one would speak twice. */
function withOwnNames(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.map((endpoint, at) => {
    const before = endpoints.slice(0, at).filter(({ name }) => name === endpoint.name).length;
    return before === 0 ? endpoint : { ...endpoint, name: `${endpoint.name} (${before + 1})` };
  });
}

type Note = (name: string, head: bigint | undefined, trouble: string | undefined) => void;

/** All heads at once; then each endpoint says what it has at the heights of the others that are behind it. */
async function sight(endpoints: readonly Endpoint[], note: Note): Promise<readonly Sighting[]> {
  const heads = await Promise.all(endpoints.map((endpoint) => headOf(endpoint, note)));
  const heights = [...new Set(heads.flatMap((head) => (head === undefined ? [] : [head.number])))];
  return Promise.all(
    endpoints.map(async (endpoint, at) => {
      const head = heads[at];
      const hashes = new Map<bigint, string | undefined>();
      if (head !== undefined) {
        hashes.set(head.number, head.hash);
        for (const height of heights.filter((number) => number < head.number)) {
          hashes.set(height, await hashAt(endpoint, height, note));
        }
      }
      return { name: endpoint.name, head, hashAt: (number) => hashes.get(number) };
    }),
  );
}

async function headOf(endpoint: Endpoint, note: Note): Promise<Header | undefined> {
  try {
    const head = await readHead(endpoint);
    note(endpoint.name, head.number, undefined);
    return head;
  } catch (error) {
    note(endpoint.name, undefined, messageOf(error));
    return undefined;
  }
}

async function hashAt(endpoint: Endpoint, number: bigint, note: Note): Promise<string | undefined> {
  try {
    return (await readHeaderAt(endpoint, number))?.hash;
  } catch (error) {
    note(endpoint.name, undefined, messageOf(error));
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

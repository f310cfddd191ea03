import type { Call } from "./chain/sender.ts";

/** Something that the operator's key may have to do now, past what is resting. */
export type Source = (isResting: (purpose: string) => boolean) => Promise<Call | undefined>;

export interface Agenda {
  /** The next transaction; each source has its turn, so that none keeps the others waiting for ever. */
  readonly next: () => Promise<Call | undefined>;
  /** The contract would refuse it now: it is not tried again for a while, and holds up nothing else. */
  readonly rest: (purpose: string) => void;
}

const REST_SECONDS = 60n;

export function createAgenda(sources: readonly Source[], now: () => bigint): Agenda {
  const resting = new Map<string, bigint>();
  let turn = 0;

  const isResting = (purpose: string): boolean => (resting.get(purpose) ?? 0n) > now();
  return {
    next: async () => {
      for (let passed = 0; passed < sources.length; passed++) {
        const call = await sources[turn % sources.length]?.(isResting);
        turn = (turn + 1) % sources.length;
        if (call !== undefined) return call;
      }
      return undefined;
    },
    rest: (purpose) => {
      for (const [old, until] of resting) if (until <= now()) resting.delete(old);
      resting.set(purpose, now() + REST_SECONDS);
    },
  };
}

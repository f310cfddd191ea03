import type { Call } from "./chain/sender.ts";

/** Something that the operator's key may have to do now, past what is resting. */
export type Source = (isResting: IsResting, rest: Rest) => Promise<Call | undefined>;
export type IsResting = (purpose: string) => boolean;
/** What is not worth looking at for a while. */
export type Rest = (purpose: string) => void;

export interface Agenda {
  /** The next transaction; each source has its turn, so that none keeps the others waiting for ever. */
  readonly next: () => Promise<Call | undefined>;
  readonly isResting: (purpose: string) => boolean;
  /** The contract would refuse it now: it is not tried again for a while, and holds up nothing else. */
  readonly rest: (purpose: string) => void;
}

const REST_SECONDS = 60n;

export function createAgenda(sources: readonly Source[], now: () => bigint): Agenda {
  const resting = new Map<string, bigint>();
  let turn = 0;

  const isResting = (purpose: string): boolean => (resting.get(purpose) ?? 0n) > now();
  const rest = (purpose: string): void => {
    for (const [old, until] of resting) if (until <= now()) resting.delete(old);
    resting.set(purpose, now() + REST_SECONDS);
  };
  return {
    isResting,
    next: async () => {
      for (let passed = 0; passed < sources.length; passed++) {
        const call = await sources[turn % sources.length]?.(isResting, rest);
        turn = (turn + 1) % sources.length;
        if (call !== undefined) return call;
      }
      return undefined;
    },
    rest,
  };
}

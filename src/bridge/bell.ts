/** Wakes a loop that rests. Rung while nobody rests, it wakes the next rest at once: no ring is lost. */
export interface Bell {
  readonly ring: () => void;
  /** Rests so long, or until it rings, or until the signal comes. */
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function createBell(): Bell {
  let wake: (() => void) | undefined;
  let isRung = false;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rest: async (ms, signal) => {
      if (!isRung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, ms);
          signal.addEventListener("abort", done, { once: true });
          wake = done;

          function done(): void {
            clearTimeout(timer);
            signal.removeEventListener("abort", done);
            wake = undefined;
            resolve();
          }
        });
      }
      isRung = false;
    },
  };
}

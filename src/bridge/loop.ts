import { setTimeout as sleep } from "node:timers/promises";
import { type Bell, createBell } from "./bell.ts";
import { BridgeError } from "./errors.ts";

export interface LoopOptions {
  readonly signal: AbortSignal;
  /** Ends a rest; not the wait after a failure. */
  readonly bell?: Bell;
  /** Told of each failure; the loop goes on after those that may pass. */
  readonly onError: (error: unknown, failures: number) => void;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;

/**
 * Does something again and again until it is told to stop, or fails in a way that does not pass by itself.
 *
 * @param step returns how many milliseconds to rest; 0 = go on
 */
export async function repeat(
  step: () => Promise<number>,
  { signal, bell = createBell(), onError }: LoopOptions,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let rest: number;
    let hasFailed = false;
    try {
      rest = await step();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      onError(error, ++failures);
      hasFailed = true;
      if (error instanceof BridgeError && !error.retryable) throw error;
      rest = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures, 10), LONGEST_WAIT_MS);
    }
    if (rest === 0) continue;
    if (hasFailed) await sleep(rest, undefined, { signal }).catch(() => {});
    else await bell.rest(rest, signal);
  }
}

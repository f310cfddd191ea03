import { setTimeout as pause } from "node:timers/promises";
import { StackError } from "./errors.ts";

const POLL_MS = 50;

/**
 * Asks again and again until there is an answer.
 *
 * @param ask `undefined` or false = not yet; an error that it throws ends the waiting
 * @param what what is waited for, for the message
 */
export async function until<Answer>(
  what: string,
  withinMs: number,
  ask: () => Promise<Answer | undefined | false>,
): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) {
      throw new StackError(
        `${what}: still not after ${Math.round(withinMs / 1000)} s.`,
        "Is the machine very busy? Try again.",
      );
    }
    await pause(POLL_MS);
  }
}

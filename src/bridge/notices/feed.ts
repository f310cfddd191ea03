import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/database.ts";
import { type Notice, noticesAfter } from "./read.ts";

export interface Listener {
  readonly poolId: bigint;
  /** The last that it has heard. */
  after: bigint;
  readonly hear: (notice: Notice) => void;
  /** The process stops: nothing more comes. */
  readonly end: () => void;
}

/** Brings new notices to all who listen in this process, by one question for all of them. */
export interface Feed {
  /** @returns how to stop listening; undefined when too many listen already */
  readonly listen: (listener: Listener) => (() => void) | undefined;
  readonly stop: () => void;
}

const MOST_LISTENERS = 1000;
const MOST_OF_ONE_POOL = 10;
const REST_MS = 500;

export function createFeed(db: Database, onError: (error: unknown) => void): Feed {
  const listeners = new Set<Listener>();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (listeners.size > 0 && !stopping.signal.aborted) {
      await look().catch(onError);
      await sleep(REST_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
    running = undefined;
  }

  async function look(): Promise<void> {
    const all = [...listeners];
    const after = all.map((listener) => listener.after).reduce((a, b) => (a < b ? a : b));
    const notices = await noticesAfter(db, after, [...new Set(all.map(({ poolId }) => poolId))]);
    for (const notice of notices) {
      for (const listener of all) {
        if (listener.poolId !== notice.pool_id || notice.seq <= listener.after) continue;
        if (listeners.has(listener)) listener.hear(notice);
      }
    }
    // Up to here each has heard what concerns it; who hears nothing for long does not hold the others back.
    const last = notices.at(-1)?.seq ?? after;
    for (const listener of all) if (listener.after < last) listener.after = last;
  }

  return {
    listen: (listener) => {
      const same = [...listeners].filter(({ poolId }) => poolId === listener.poolId).length;
      if (listeners.size >= MOST_LISTENERS || same >= MOST_OF_ONE_POOL) return undefined;
      listeners.add(listener);
      running ??= run();
      return () => listeners.delete(listener);
    },
    stop: () => {
      stopping.abort();
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}

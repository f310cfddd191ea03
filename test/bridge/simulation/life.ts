import type pg from "pg";
import type { Random } from "../../model/acts/random.ts";

/** The process is gone: whatever it was about to do does not happen. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** Where the processes of one life write, and where one was killed so far: each point has its turn. */
export class Points {
  readonly seen = new Set<string>();
  readonly killedAt = new Set<string>();
}

/** One process, until it is killed. */
export class Life {
  readonly #points: Points;
  readonly #random: Random;
  /** Percent of the first passes of a point at which the process is killed. */
  readonly #chance: number;
  #isOver = false;

  constructor(points: Points, random: Random, chance: number) {
    this.#points = points;
    this.#random = random;
    this.#chance = chance;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Throws if it is over. */
  demand(): void {
    if (this.#isOver) throw new Killed("it was killed before");
  }

  /** Something is about to be written, or was just written. */
  pass(point: string): void {
    this.demand();
    if (this.#chance > 0) this.#points.seen.add(point);
    const isNew = !this.#points.killedAt.has(point);
    const isHit = this.#chance > 0 && (isNew ? this.#random.chance(this.#chance) : this.#random.chance(0.2));
    if (!isHit) return;
    this.#points.killedAt.add(point);
    this.#isOver = true;
    throw new Killed(point);
  }
}

/** The statement without what differs from one time to the next. */
function pointOf(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/\$\d+/g, "$")
    .replace(/\$(, \$)+/g, "$")
    .replace(/(\(\$\))(, \(\$\))+/g, "$1")
    .slice(0, 160);
}

const WRITES = /^\s*(insert|update|delete|commit|select (setval|undo_|set_config|pg_advisory))/i;

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/** The pool of a process that may be killed before and after each statement that writes. */
export function mortal(pool: pg.Pool, life: Life): pg.Pool {
  const connect = pool.connect.bind(pool);
  const mortalPool = {
    connect: async () => {
      life.demand();
      const client = await connect();
      const query = client.query.bind(client) as unknown as Query;
      return {
        query: async (text: string, values?: unknown[]) => {
          life.demand();
          const isWrite = WRITES.test(text);
          if (isWrite) life.pass(`before ${pointOf(text)}`);
          const result = await query(text, values);
          life.demand();
          if (isWrite) life.pass(`after ${pointOf(text)}`);
          return result;
        },
        // A killed process leaves no connection behind that could be used again.
        release: () => {
          client.release(life.isOver);
        },
      };
    },
    end: () => pool.end(),
  };
  return mortalPool as unknown as pg.Pool;
}

import type { Database } from "../db/database.ts";
import type { Farm } from "../farm.ts";

/** What the routes need. */
export interface ApiContext {
  readonly db: Database;
  readonly farm: Farm;
  /** Unix second. */
  readonly now: () => bigint;
  /** Seconds since the newest block that the mirror stands on; undefined before the first. */
  readonly chainAge: () => Promise<bigint | undefined>;
}

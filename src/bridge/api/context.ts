import type { Wallet } from "ethers";
import type { EndpointState } from "../chain/endpoints.ts";
import type { Feed } from "../notices/feed.ts";
import type { Database } from "../db/database.ts";
import type { Farm } from "../farm.ts";

/** What the routes need. */
export interface ApiContext {
  readonly db: Database;
  readonly farm: Farm;
  /** Signs offers. */
  readonly operator: Wallet;
  readonly feed: Feed;
  readonly endpoints: { readonly states: () => readonly EndpointState[] };
  readonly metricsToken: string | undefined;
  /** Since when nodes could be heard. */
  readonly listeningSince: bigint;
  /** Unix second. */
  readonly now: () => bigint;
  /** Seconds since the newest block that the mirror stands on; undefined before the first. */
  readonly chainAge: () => Promise<bigint | undefined>;
}

import type { Wallet } from "ethers";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { createApp } from "./api/app.ts";
import type { Contracts } from "./chain/decode.ts";
import type { Endpoint } from "./chain/endpoint.ts";
import { createEndpoints, type Endpoints } from "./chain/endpoints.ts";
import { type Heads, listenForHeads } from "./chain/heads.ts";
import { readPosition } from "./chain/position.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { migrate } from "./db/migrate.ts";
import { ConfigurationError } from "./errors.ts";
import type { Farm } from "./farm.ts";
import { tryToLead } from "./leader.ts";
import { repeat } from "./loop.ts";
import { createFeed } from "./notices/feed.ts";
import { createNodeClient } from "./relay/nodeClient.ts";
import { raiseNumbers } from "./reservations/create.ts";
import { stagesOf, work } from "./work.ts";

export interface BridgeOptions {
  readonly farm: Farm;
  readonly operator: Wallet;
  readonly contracts: Contracts;
  readonly startBlock: bigint;
  readonly reorgDepth: bigint;
  readonly databaseUrl: string;
  /** Opened by whoever starts the bridge, closed by the bridge. */
  readonly endpoints: readonly Endpoint[];
  /** WebSockets that announce new blocks; without any, the chain is looked at several times a second. */
  readonly headUrls: readonly string[];
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** Where the farmer hears of what happens to pools. */
  readonly webhookUrl: string | undefined;
  /** Addresses of proxies in front: whom they name is who asks. */
  readonly trustedProxies: readonly string[];
  /** Requests of one address that are answered in a minute. */
  readonly requestsPerMinute: number;
  /** Whoever shows it may read the metrics; without it, only this machine. */
  readonly metricsToken: string | undefined;
  /** Unix second. */
  readonly now: () => bigint;
  readonly logger: FastifyBaseLogger;
}

export interface Bridge {
  readonly url: string;
  /** Rejects when the bridge cannot go on. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Milliseconds between two tries to lead. */
const LEAD_REST_MS = 1_000;

/** The one place where the stages meet. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { databaseUrl, logger, now } = options;
  const db = openDatabase(databaseUrl, {
    onIdleError: (error) => {
      logger.warn({ err: error }, "a database connection ended");
    },
  });
  const endpoints = createEndpoints(options.endpoints);
  const stopping = new AbortController();
  let app: FastifyInstance | undefined;
  const feed = createFeed(db, (error) => {
    logger.error({ err: error }, "reading notices");
  });
  const close = async (): Promise<void> => {
    stopping.abort();
    feed.stop();
    await app?.close();
    endpoints.close();
  };
  try {
    await migrate(db);
    await raiseNumbers(db, now());
    const { farm, operator, metricsToken, trustedProxies, requestsPerMinute } = options;
    const listeningSince = now();
    const context = { db, farm, operator, now, listeningSince, metricsToken, endpoints, feed };
    app = await createApp(
      { ...context, chainAge: () => chainAge(db, now) },
      { logger, trustedProxies, perMinute: requestsPerMinute },
    );
    const url = await listen(app, options);
    const leading = lead(options, db, endpoints, listeningSince, stopping.signal);
    const ended = leading.finally(close);
    ended.catch(() => {});
    return {
      url,
      ended,
      stop: async () => {
        await close();
        await leading.catch(() => {});
        await db.destroy();
      },
    };
  } catch (error) {
    await close();
    await db.destroy();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: BridgeOptions): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    throw new ConfigurationError(
      `The bridge cannot listen on ${host}:${port} (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
      "Set GRANARY_BRIDGE_HOST and GRANARY_BRIDGE_PORT to an address of this machine and a port that is free.",
      { cause },
    );
  }
}

/** Waits to lead, leads until that is lost, and waits again. */
async function lead(
  options: BridgeOptions,
  db: Database,
  endpoints: Endpoints,
  listeningSince: bigint,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = options;
  const onError = (error: unknown, failures: number): void => {
    logger.error({ err: error, failures }, "waiting to lead");
  };
  await repeat(
    async () => {
      const leadership = await tryToLead(options.databaseUrl);
      if (leadership === undefined) return LEAD_REST_MS;
      logger.info("this process leads");
      const term = new AbortController();
      let heads: readonly Heads[] = [];
      const over = AbortSignal.any([signal, term.signal]);
      void leadership.lost.then(() => {
        term.abort();
      });
      try {
        const tellNode = createNodeClient(options.farm);
        const stages = stagesOf({ ...options, db, endpoints, tellNode, listeningSince });
        const { ended, wake } = work(stages, over, logger);
        heads = options.headUrls.map((url) => listenForHeads(url, () => wake("heads")));
        await Promise.all([ended, leadership.listen(wake)]);
      } finally {
        term.abort();
        for (const each of heads) each.close();
        await leadership.giveUp().catch(() => {});
      }
      return 0;
    },
    { signal, onError },
  );
}

async function chainAge(db: Database, now: () => bigint): Promise<bigint | undefined> {
  const position = await readPosition(db);
  return position === undefined ? undefined : now() - position.timestamp;
}

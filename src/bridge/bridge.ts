import type { Wallet } from "ethers";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Hex } from "../protocol/hex.ts";
import { createApp } from "./api/app.ts";
import { forgetNonces } from "./api/signed.ts";
import { nextAnswer } from "./capacity/answer.ts";
import { type Contracts, decoderFor } from "./chain/decode.ts";
import type { Endpoint } from "./chain/endpoint.ts";
import { createEndpoints } from "./chain/endpoints.ts";
import { createFollower } from "./chain/follower.ts";
import { createMirror } from "./chain/mirror/apply.ts";
import { readPosition } from "./chain/position.ts";
import { createRecord } from "./chain/record.ts";
import { createSender } from "./chain/sender.ts";
import { type Database, openDatabase } from "./db/database.ts";
import { migrate } from "./db/migrate.ts";
import { ConfigurationError } from "./errors.ts";
import type { Farm } from "./farm.ts";
import { tryToLead } from "./leader.ts";
import { repeat } from "./loop.ts";
import { urlOf } from "./presence.ts";
import { createNodeClient } from "./relay/nodeClient.ts";
import { createRelay } from "./relay/relay.ts";
import { nextReport } from "./reports/call.ts";
import { raiseNumbers } from "./reservations/create.ts";
import { sweepExpired, sweepWaiting } from "./reservations/sweep.ts";

export interface BridgeOptions {
  readonly farm: Farm;
  readonly operator: Wallet;
  readonly contracts: Contracts;
  readonly startBlock: bigint;
  readonly reorgDepth: bigint;
  readonly databaseUrl: string;
  /** Opened by whoever starts the bridge, closed by the bridge. */
  readonly endpoints: readonly Endpoint[];
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
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

/** Milliseconds between two looks at the chain, the work and the outbox. */
const REST = { chain: 250, work: 250, relay: 100, lead: 1_000 };

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
  const close = async (): Promise<void> => {
    stopping.abort();
    await app?.close();
    endpoints.close();
  };
  try {
    await migrate(db);
    await raiseNumbers(db, now());
    app = await createApp({ db, farm: options.farm, now, chainAge: () => chainAge(db, now) }, { logger });
    const url = await listen(app, options);
    const leading = lead(options, db, endpoints, stopping.signal);
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
  endpoints: ReturnType<typeof createEndpoints>,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = options;
  const onError = (error: unknown, failures: number): void => {
    logger.error({ err: error, failures }, "waiting to lead");
  };
  await repeat(
    async () => {
      const leadership = await tryToLead(options.databaseUrl);
      if (leadership === undefined) return REST.lead;
      logger.info("this process leads");
      const term = new AbortController();
      const over = AbortSignal.any([signal, term.signal]);
      void leadership.lost.then(() => {
        term.abort();
      });
      try {
        await Promise.all(workOf(options, db, endpoints, over));
      } finally {
        term.abort();
        await leadership.giveUp().catch(() => {});
      }
      return 0;
    },
    { signal, onError },
  );
}

/** What the leader does, side by side. */
function workOf(
  { farm, operator, contracts, startBlock, reorgDepth, now, logger }: BridgeOptions,
  db: Database,
  endpoints: ReturnType<typeof createEndpoints>,
  signal: AbortSignal,
): Promise<void>[] {
  const follower = createFollower({
    db,
    endpoints,
    record: createRecord(db, createMirror(farm.farmId, farm.domain), decoderFor(contracts)),
    addresses: Object.values(contracts) as Hex[],
    startBlock,
    reorgDepth,
    observe: (event) => {
      if (event.kind !== "advanced") logger.warn({ event: event.kind, ...readable(event) }, "the chain");
    },
  });
  const sender = createSender({
    db,
    wallet: operator,
    chainId: farm.domain.chainId,
    endpoint: () => endpoints.trusted(0n)[0],
    now,
    mirrored: async () => (await readPosition(db))?.number ?? 0n,
  });
  const relay = createRelay({
    db,
    tell: createNodeClient(farm),
    urlOf: (id) => urlOf(db, id),
    now,
    observe: ({ kind, errand }) => {
      logger.info({ kind, node: Number(errand.node_id), reservation: Number(errand.reservation_id) }, "relay");
    },
  });
  const loop = (name: string, step: () => Promise<number>): Promise<void> =>
    repeat(step, {
      signal,
      onError: (error, failures) => {
        logger.error({ err: error, failures }, name);
      },
    });
  return [
    loop("following the chain", async () => ((await follower.step()).kind === "behind" ? 0 : REST.chain)),
    loop("working", async () => {
      await sweepExpired(db, now());
      await sweepWaiting(db, farm, now());
      await forgetNonces(db, now());
      const sent = await sender.step(
        async () => (await nextAnswer(db, farm, now())) ?? (await nextReport(db, farm, now())),
      );
      if (sent.kind !== "idle" && sent.kind !== "waiting") logger.info(readable(sent), "transaction");
      return sent.kind === "mined" ? 0 : REST.work;
    }),
    loop("telling nodes", async () => {
      await relay.run();
      return REST.relay;
    }),
  ];
}

async function chainAge(db: Database, now: () => bigint): Promise<bigint | undefined> {
  const position = await readPosition(db);
  return position === undefined ? undefined : now() - position.timestamp;
}

/** JSON has no bigint. */
function readable(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "bigint" ? Number(value) : (value as unknown),
    ]),
  );
}

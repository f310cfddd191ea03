import type { FastifyBaseLogger } from "fastify";
import type { Hex } from "../protocol/hex.ts";
import { type Agenda, createAgenda } from "./agenda.ts";
import { createBell } from "./bell.ts";
import { forgetNonces } from "./api/signed.ts";
import type { BridgeOptions } from "./bridge.ts";
import { nextAnswer } from "./capacity/answer.ts";
import { decoderFor } from "./chain/decode.ts";
import type { Endpoints } from "./chain/endpoints.ts";
import { createFollower } from "./chain/follower.ts";
import { createMirror } from "./chain/mirror/apply.ts";
import { readPosition } from "./chain/position.ts";
import { createRecord } from "./chain/record.ts";
import { createSender, type Sent } from "./chain/sender.ts";
import type { Database } from "./db/database.ts";
import { takeRefusal } from "./ledger/refused.ts";
import { repeat } from "./loop.ts";
import { forgetNotices } from "./notices/read.ts";
import { createWebhook } from "./notices/webhook.ts";
import { forgetPromises } from "./offers/sign.ts";
import { nextOrder } from "./orders/call.ts";
import { urlOf } from "./presence.ts";
import type { TellNode } from "./relay/nodeClient.ts";
import { createRelay } from "./relay/relay.ts";
import { nextReport, REPORT } from "./reports/call.ts";
import { keepReporting } from "./reports/health.ts";
import { nextNodeReport } from "./reports/nodes.ts";
import { sweepExpired, sweepWaiting } from "./reservations/sweep.ts";
import { createTelling } from "./telling.ts";
import { endOver } from "./upkeep/end.ts";
import { keepUp } from "./upkeep/keep.ts";

/** Seconds between two looks at all that waits. */
const ALL_WAITING_SECONDS = 3n;

export interface StageOptions extends Pick<
  BridgeOptions,
  "farm" | "operator" | "contracts" | "startBlock" | "reorgDepth" | "webhookUrl" | "now" | "logger"
> {
  readonly db: Database;
  readonly endpoints: Endpoints;
  readonly tellNode: TellNode;
  /** Since when nodes could be heard. */
  readonly listeningSince: bigint;
}

/** Milliseconds between two looks at each. */
const REST = { chain: 250, sender: 250, upkeep: 1_000, housekeeping: 60_000, relay: 100, webhook: 1_000 };

/** One thing that the leader does again and again. */
export interface Stage {
  readonly name: string;
  /** Tables whose new rows may give it something to do; "heads" are blocks that an endpoint announced. */
  readonly wakes: readonly string[];
  /** @returns how many milliseconds to rest; 0 = go on */
  readonly step: () => Promise<number>;
  /** Waits for what a step has begun and not waited for. */
  readonly settled?: () => Promise<void>;
}

/** All that the leader does, side by side. Each stage goes on from what the database says, whatever happened before. */
export function stagesOf(options: StageOptions): readonly Stage[] {
  const { db, farm, now, listeningSince, webhookUrl } = options;
  const stages: Stage[] = [
    { name: "following the chain", wakes: ["heads"], step: following(options) },
    { name: "sending transactions", wakes: ["chain_block", "ledger_entry"], step: sending(options) },
    relaying(options),
    { name: "deploying what waited", wakes: ["chain_block"], step: deploying(options) },
    {
      name: "keeping pools up",
      wakes: [],
      step: async () => {
        const changes = [
          await sweepExpired(db, now()),
          await keepUp(db, farm, now(), listeningSince),
          await endOver(db, farm, now()),
        ];
        return changes.some((changed) => changed > 0) ? 0 : REST.upkeep;
      },
    },
    {
      name: "housekeeping",
      wakes: [],
      step: async () => {
        await forgetNonces(db, now());
        await forgetPromises(db, now());
        return (await forgetNotices(db, now())) ? 0 : REST.housekeeping;
      },
    },
  ];
  if (webhookUrl === undefined) return stages;
  const webhook = createWebhook(db, farm, webhookUrl, now);
  const tell = async (): Promise<number> => ((await webhook.step()) > 0 ? 0 : REST.webhook);
  return [...stages, { name: "telling the webhook", wakes: [], step: tell }];
}

export interface Work {
  /** Settles when the signal came, or when a stage cannot go on. */
  readonly ended: Promise<void>;
  /** Wakes those whom this concerns. */
  readonly wake: (what: string) => void;
}

export function work(stages: readonly Stage[], signal: AbortSignal, logger: FastifyBaseLogger): Work {
  const bells = stages.map(({ wakes }) => ({ wakes, bell: createBell() }));
  const loops = stages.map(async ({ name, step, settled }, at) => {
    await repeat(step, {
      signal,
      ...(bells[at] && { bell: bells[at].bell }),
      onError: (error, failures) => {
        logger.error({ err: error, failures }, name);
      },
    });
    await settled?.();
  });
  return {
    ended: Promise.all(loops).then(() => {}),
    wake: (what) => {
      for (const { wakes, bell } of bells) if (wakes.includes(what)) bell.ring();
    },
  };
}

function following({
  db,
  endpoints,
  farm,
  contracts,
  startBlock,
  reorgDepth,
  now,
  logger,
}: StageOptions): Stage["step"] {
  const follower = createFollower({
    db,
    endpoints,
    record: createRecord(db, createMirror(farm.farmId, farm.domain), decoderFor(contracts)),
    addresses: Object.values(contracts) as Hex[],
    startBlock,
    reorgDepth,
    observe: createTelling((event) => {
      if (event.kind !== "advanced") logger.warn({ event: event.kind, ...readable(event) }, "the chain");
    }, now),
  });
  return async () => ((await follower.step()).kind === "behind" ? 0 : REST.chain);
}

/** At once what a block may have helped, and all that waits from time to time: for caps, nodes, reports. */
function deploying({ db, farm, now }: StageOptions): Stage["step"] {
  let seen: bigint | undefined;
  let restedAt = 0n;
  let after = 0n;
  return async () => {
    const position = await readPosition(db);
    if (seen !== undefined) await sweepWaiting(db, farm, now(), { changedAfter: seen });
    seen = position?.number;
    if (now() < restedAt + ALL_WAITING_SECONDS) return REST.upkeep;
    after = (await sweepWaiting(db, farm, now(), { after })).next;
    if (after > 0n) return 0;
    restedAt = now();
    return REST.upkeep;
  };
}

function sending(options: StageOptions): Stage["step"] {
  const { db, endpoints, farm, operator, now, logger } = options;
  const agenda = agendaOf(options);
  const sender = createSender({
    db,
    wallet: operator,
    chainId: farm.domain.chainId,
    endpoint: () => endpoints.trusted(0n)[0],
    now,
    mirrored: async () => (await readPosition(db))?.number ?? 0n,
  });
  const tell = createTelling<Sent>((sent) => {
    const isQuiet = sent.kind === "idle" || sent.kind === "waiting";
    if (!isQuiet) logger.info(readable(sent), "transaction");
  }, now);
  return async () => {
    const sent = await sender.step(agenda.next);
    if (sent.kind === "hopeless") agenda.rest(sent.purpose);
    tell(sent);
    await keepReporting(db, sent, now(), agenda.isResting(REPORT));
    return sent.kind === "mined" || sent.kind === "hopeless" ? 0 : REST.sender;
  };
}

/** All that the operator's key does. */
function agendaOf({ db, farm, contracts, now, listeningSince }: StageOptions): Agenda {
  const registry = contracts.registry;
  const orders = contracts.orders;
  return createAgenda(
    [
      (isResting) => nextReport(db, farm, now(), isResting),
      (isResting, rest) => nextAnswer(db, farm, { now: now(), listeningSince, isResting, rest }),
      (isResting) => nextOrder(db, orders, now(), isResting),
      (isResting) => nextNodeReport(db, farm, registry, now(), listeningSince, isResting),
    ],
    now,
  );
}

function relaying({ db, tellNode, now, logger }: StageOptions): Stage {
  const relay = createRelay({
    db,
    tell: tellNode,
    urlOf: (id) => urlOf(db, id),
    now,
    refused: (errand, trouble) => takeRefusal(db, errand, trouble, now()),
    observe: ({ kind, errand }) => {
      logger.info({ kind, node: Number(errand.node_id), reservation: Number(errand.reservation_id) }, "relay");
    },
  });
  return {
    name: "telling nodes",
    wakes: ["outbox"],
    step: async () => {
      await relay.begin();
      return REST.relay;
    },
    settled: relay.settled,
  };
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

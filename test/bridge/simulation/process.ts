import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { Kysely, PostgresDialect } from "kysely";
import pino from "pino";
import { createApp } from "../../../src/bridge/api/app.ts";
import { createEndpoints } from "../../../src/bridge/chain/endpoints.ts";
import { readPosition } from "../../../src/bridge/chain/position.ts";
import { type Database, openPool } from "../../../src/bridge/db/database.ts";
import type { Tables } from "../../../src/bridge/db/tables.ts";
import { BridgeError } from "../../../src/bridge/errors.ts";
import { createFeed, type Feed } from "../../../src/bridge/notices/feed.ts";
import { heard } from "../../../src/bridge/presence.ts";
import { raiseNumbers } from "../../../src/bridge/reservations/create.ts";
import { type Stage, stagesOf } from "../../../src/bridge/work.ts";
import { Killed, type Life, mortal } from "./life.ts";
import type { SimNode } from "./simNode.ts";
import type { World } from "./world.ts";

/** One process of the bridge: its own code from end to end, over a real database, until it is killed. */
export class Process {
  static async start(url: string, world: World, nodes: readonly SimNode[], life: Life): Promise<Process> {
    const pool = openPool(url, { connections: 1, onIdleError: () => {} });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: mortal(pool, life) }) });
    const process = new Process(db, world, nodes, life);
    try {
      await raiseNumbers(db, process.now());
      await process.#open();
    } catch (error) {
      await process.bury();
      throw error;
    }
    return process;
  }

  readonly db: Database;
  readonly life: Life;
  readonly #world: World;
  readonly #nodes: readonly SimNode[];
  #stages: readonly Stage[] = [];
  #app: FastifyInstance | undefined;
  #feed: Feed | undefined;

  private constructor(db: Database, world: World, nodes: readonly SimNode[], life: Life) {
    this.db = db;
    this.life = life;
    this.#world = world;
    this.#nodes = nodes;
  }

  now(): bigint {
    return this.#world.now + this.#world.skew;
  }

  async #open(): Promise<void> {
    const { db, life } = this;
    const { farm, operator, test } = this.#world;
    const now = (): bigint => this.now();
    const endpoints = createEndpoints(this.#world.endpoints(life));
    const logger = pino({ level: "silent" });
    const listeningSince = now();
    this.#stages = stagesOf({
      ...{ db, endpoints, farm, operator, contracts: test.contracts, now, logger, listeningSince },
      ...{ startBlock: 1n, reorgDepth: 30n, webhookUrl: undefined },
      tellNode: (_url, { kind, reservation_id, workload_id }, envelope) => {
        life.pass("before telling a node");
        const node = this.#nodes.find(({ id }) => workloadNode(envelope.json, Number(workload_id)) === id);
        if (node === undefined) throw new Error("a workload of no node");
        const attempt = node.tell(kind, reservation_id, workload_id, envelope, this.#world.now);
        life.pass("after telling a node");
        return Promise.resolve(attempt);
      },
    });
    this.#feed = createFeed(db, () => {});
    const chainAge = async (): Promise<bigint | undefined> => {
      const position = await readPosition(db);
      return position === undefined ? undefined : now() - position.timestamp;
    };
    const context = { db, farm, operator, now, chainAge, listeningSince, endpoints, feed: this.#feed };
    this.#app = await createApp({ ...context, metricsToken: undefined }, { logger, perMinute: 1e9 });
  }

  get stages(): readonly string[] {
    return this.#stages.map(({ name }) => name);
  }

  /** Does one step of a stage, as its loop would. @returns false when it was killed */
  async step(name: string): Promise<boolean> {
    try {
      const stage = this.#stages.find((one) => one.name === name);
      await stage?.step();
      await stage?.settled?.();
    } catch (error) {
      if (this.life.isOver) return false;
      if (error instanceof Killed) throw new Error("killed, and yet alive", { cause: error });
      if (!(error instanceof BridgeError && error.retryable)) throw error;
    }
    return !this.life.isOver;
  }

  /** Asks its API. Undefined when it was killed meanwhile: nobody knows whether it was done. */
  async ask(
    method: "POST" | "PUT",
    url: string,
    payload: object,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> } | undefined> {
    const answer = (await this.#app?.inject({ method, url, payload })) as LightMyRequestResponse;
    if (this.life.isOver) return undefined;
    const body = answer.json<Record<string, unknown>>();
    if (answer.statusCode === 500) throw new Error(`${method} ${url}: ${answer.body}`);
    return { status: answer.statusCode, body };
  }

  async heartbeat(node: SimNode): Promise<boolean> {
    try {
      await heard(this.db, BigInt(node.id), `http://node-${node.id}`, this.now());
    } catch (error) {
      if (!this.life.isOver) throw error;
    }
    return !this.life.isOver;
  }

  /** What the system does when a process is gone. */
  async bury(): Promise<void> {
    this.#feed?.stop();
    await this.#app?.close();
    await this.db.destroy();
  }
}

function workloadNode(json: string, workloadId: number): number | undefined {
  const document = JSON.parse(json) as Record<string, { workload_id: number; node_id: number }[]>;
  const workloads = Object.values(document).flatMap((value) => (Array.isArray(value) ? value : []));
  return workloads.find(({ workload_id }) => workload_id === workloadId)?.node_id;
}

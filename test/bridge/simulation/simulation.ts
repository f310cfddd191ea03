import { sql } from "kysely";
import { type Database, openDatabase } from "../../../src/bridge/db/database.ts";
import { migrate } from "../../../src/bridge/db/migrate.ts";
import { Random } from "../../model/acts/random.ts";
import { newDatabaseUrl } from "../support/database.ts";
import { keyNamed } from "../support/farmyard.ts";
import type { TestChain } from "../support/testChain.ts";
import { Customers } from "./customers.ts";
import { brokenAlways, brokenAtRest } from "./laws.ts";
import { Killed, Life, Points } from "./life.ts";
import { Process } from "./process.ts";
import { type Mood, type SaidResult, SimNode } from "./simNode.ts";
import { CUSTOMERS, type Illness, NODES, World } from "./world.ts";

/** What came to pass, so that a test can demand that something did. */
export interface Summary {
  readonly broken: readonly string[];
  readonly kills: number;
  readonly points: Points;
  readonly reorgs: number;
  readonly causes: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly steps: number;
  /** Percent of new points at which the process is killed when it passes. */
  readonly chance: number;
}

/** One life of a farm, full of misfortune, and what was wrong in the end. The same seed is the same life. */
export class Simulation {
  static async run(test: TestChain, options: SimulationOptions): Promise<Summary> {
    const random = new Random(options.seed);
    const world = await World.found(test, random);
    const simulation = new Simulation(world, random, options, await newDatabaseUrl());
    try {
      const broken = await simulation.#run();
      return { broken, ...(await simulation.#summary()) };
    } finally {
      await simulation.#process?.bury();
      await simulation.#observer.destroy();
    }
  }

  readonly #points = new Points();
  #kills = 0;
  #reorgs = 0;
  readonly #world: World;
  readonly #random: Random;
  readonly #options: SimulationOptions;
  readonly #url: string;
  readonly #nodes: readonly SimNode[];
  readonly #customers: Customers;
  /** Looks at the database from outside. */
  readonly #observer: Database;
  #process: Process | undefined;
  #isCalm = false;

  private constructor(world: World, random: Random, options: SimulationOptions, url: string) {
    this.#world = world;
    this.#random = random;
    this.#options = options;
    this.#url = url;
    this.#observer = openDatabase(url, { connections: 1, onIdleError: () => {} });
    const ground = { domain: world.farm.domain, farmTid: 1, keyOf: (tid: number) => world.keyOf(tid) };
    this.#nodes = NODES.map((id) => new SimNode(id, keyNamed(`node ${id}`), ground, random));
    this.#customers = new Customers(world, random);
  }

  async #run(): Promise<readonly string[]> {
    await migrate(this.#observer);
    for (let step = 0; step < this.#options.steps; step++) {
      await this.#passTime();
      await this.#misfortune();
      await this.#act();
      await this.#work(3 + this.#random.below(6));
      const broken = await brokenAlways(this.#observer);
      if (broken.length > 0) return broken.map((what) => `after step ${step}: ${what}`);
    }
    await this.#calmDown();
    return brokenAtRest(this.#observer, this.#world, this.#nodes, this.#customers);
  }

  /** The process that lives now; a new one when it was killed. */
  async #living(): Promise<Process> {
    for (;;) {
      if (this.#process !== undefined && !this.#process.life.isOver) return this.#process;
      await this.#bury();
      const life = new Life(this.#points, this.#random, this.#isCalm ? 0 : this.#options.chance);
      try {
        this.#process = await Process.start(this.#url, this.#world, this.#nodes, life);
      } catch (error) {
        if (!life.isOver && !(error instanceof Killed)) throw error;
      }
    }
  }

  /** Nothing of a killed process is left: the database has noticed, and its locks are free. */
  async #bury(): Promise<void> {
    await this.#process?.bury();
    this.#process = undefined;
    for (let left = 1n; left > 0n;) {
      const { rows } = await sql<{ left: bigint }>`
        select count(*) as left from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
      `.execute(this.#observer);
      left = rows[0]?.left ?? 0n;
    }
  }

  async #passTime(): Promise<void> {
    const random = this.#random;
    await this.#world.remember();
    const seconds = random.chance(4) ? random.between(300n, 7000n) : random.between(1n, 40n);
    await this.#world.tick(seconds);
    await this.#world.mine();
    for (const node of this.#nodes) {
      if (node.mood !== "dead" && !random.chance(5)) await (await this.#living()).heartbeat(node);
    }
  }

  async #misfortune(): Promise<void> {
    const random = this.#random;
    const { illnesses } = this.#world;
    if (random.chance(10)) {
      const illness = random.pick<Illness>(["errors", "leaves out logs", "lags"]);
      illnesses.fill("well");
      illnesses[random.below(3)] = illness;
    } else if (random.chance(3)) illnesses.fill("errors");
    else if (random.chance(30)) illnesses.fill("well");
    const node = random.pick(this.#nodes);
    if (random.chance(10) && node !== undefined)
      node.mood = random.pick<Mood>(["dead", "busy", "deaf", "well", "well"]);
    if (random.chance(5)) node?.crash(this.#world.now);
    if (random.chance(4)) {
      this.#reorgs++;
      await this.#world.reorg(random.chance(70) ? random.between(1n, 3n) : random.between(4n, 25n));
    }
    if (random.chance(4)) this.#world.skew = random.between(0n, 120n) - 60n;
  }

  async #act(): Promise<void> {
    const random = this.#random;
    const roll = random.below(100);
    if (roll < 9) {
      const tid = random.pick(CUSTOMERS);
      await this.#world.reserve(tid, random.between(1n, 2n), random.between(900n, 6000n), !random.chance(10));
    } else if (roll < 24) await this.#pay();
    else if (roll < 30) await this.#changePool();
    else if (roll < 60) await this.#order();
    else if (roll < 80) await this.#sign();
    else await this.#deliver(1 + random.below(4));
  }

  async #pay(): Promise<void> {
    const rows = await this.#observer
      .selectFrom("pool")
      .select(["pool_id", "tid"])
      .where("state", "=", "payable")
      .execute();
    const pool = this.#random.pick(rows);
    if (pool === undefined) return;
    const amount = 10n ** 12n;
    await this.#world.send(
      "pools",
      Number(pool.tid) - 1,
      "pay(string,address,uint256)",
      `p-${pool.pool_id}`,
      this.#world.dollar,
      amount,
    );
  }

  async #changePool(): Promise<void> {
    const random = this.#random;
    const pool = await this.#anyPool();
    if (pool === undefined) return;
    const person = Number(pool.tid) - 1;
    const roll = random.below(10);
    const hours = random.between(1n, 3n) * 3600n;
    if (roll < 5) await this.#world.send("pools", person, "refill", pool.pool_id, hours, hours, 10n ** 12n, 10n ** 12n);
    else if (roll < 9) {
      const part = random.between(1n, 7n);
      await this.#world.send(
        "pools",
        person,
        "cap",
        pool.pool_id,
        (pool.cu_cap * part) / 10n,
        (pool.su_cap * part) / 10n,
      );
    } else await this.#world.send("pools", person, "close", pool.pool_id, this.#world.test.chain.addressOf("ann"));
  }

  async #order(): Promise<void> {
    const pool = await this.#anyPool();
    if (pool === undefined) return;
    const order = this.#customers.write(Number(pool.pool_id), Number(pool.tid));
    await this.#customers.send(await this.#living(), order);
    // Whoever got no answer, and whoever forgot that he had one, sends it again.
    if (this.#random.chance(30)) await this.#customers.send(await this.#living(), order);
  }

  async #sign(): Promise<void> {
    const random = this.#random;
    const order = random.pick(this.#customers.orders.slice(-6));
    if (order === undefined) return;
    const action = random.chance(85) ? "provision" : "delete";
    for (const tid of order.signers) if (random.chance(70)) order.wanted[action].add(tid);
    await this.#customers.send(await this.#living(), order);
  }

  /** Brings results to the bridge: any of them, in any order, also again. */
  async #deliver(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      const node = this.#random.pick(this.#nodes);
      const open = node?.said.filter(({ isTaken }) => !isTaken) ?? [];
      const result = this.#random.pick(this.#random.chance(80) ? open : (node?.said ?? []));
      if (result !== undefined) await this.#bring(result);
    }
  }

  async #bring(result: SaidResult): Promise<void> {
    const process = await this.#living();
    const { gid, json, signature } = result;
    if (this.#random.chance(5)) {
      const forged = await process.ask("PUT", `/v1/results/${gid}`, { json, signature: `00${signature.slice(2)}` });
      if (forged !== undefined && forged.status < 400) throw new Error("a forged result was taken");
      return;
    }
    const answer = await process.ask("PUT", `/v1/results/${gid}`, { json, signature });
    // One that comes too late is refused: what came after it counts.
    if (answer?.status === 200 || answer?.body["code"] === "ResultRefused") result.isTaken = true;
  }

  async #work(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      const process = await this.#living();
      const stage = this.#random.chance(35) ? "following the chain" : this.#random.pick(process.stages);
      if (stage !== undefined && !(await process.step(stage))) this.#kills++;
    }
  }

  async #summary(): Promise<Omit<Summary, "broken">> {
    const entries = await this.#observer.selectFrom("ledger_entry").select("cause").distinct().execute();
    const ends = await this.#observer.selectFrom("reservation").select("reason").distinct().execute();
    return {
      kills: this.#kills,
      points: this.#points,
      reorgs: this.#reorgs,
      causes: new Set(entries.map(({ cause }) => cause)),
      ends: new Set(ends.map(({ reason }) => reason)),
    };
  }

  async #anyPool() {
    const rows = await this.#observer
      .selectFrom("pool")
      .selectAll()
      .where("state", "=", "active")
      .orderBy("pool_id")
      .execute();
    return this.#random.pick(rows);
  }

  /** Everything is well again, and everybody gets his answers, until nothing changes any more. */
  async #calmDown(): Promise<void> {
    this.#isCalm = true;
    await this.#bury();
    this.#world.illnesses.fill("well");
    this.#world.skew = 0n;
    for (const node of this.#nodes) node.mood = "well";
    for (let round = 0; round < 60; round++) {
      await this.#world.tick(30n);
      await this.#world.mine();
      const process = await this.#living();
      for (const node of this.#nodes) await process.heartbeat(node);
      for (const order of this.#customers.orders) if (isOpen(order)) await this.#customers.send(process, order);
      for (const node of this.#nodes) {
        for (const result of node.said.filter(({ isTaken }) => !isTaken)) await this.#bring(result);
      }
      for (let again = 0; again < 4; again++) for (const stage of process.stages) await process.step(stage);
    }
  }
}

type Order = Customers["orders"][number];

function isOpen({ id, refusal, wanted }: Order): boolean {
  return (id === undefined && refusal === undefined) || wanted.provision.size + wanted.delete.size > 0;
}

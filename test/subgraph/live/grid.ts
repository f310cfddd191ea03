import { join } from "node:path";
import { Interface, toQuantity } from "ethers";
import hre from "hardhat";
import type { Query } from "../../../src/protocol/queries/query.ts";
import { type Chain as StackChain, startChain } from "../../../scripts/stack/chain.ts";
import { type Database, startDatabase } from "../../../scripts/stack/database.ts";
import { type Indexed, type Indexer, startIndexer } from "../../../scripts/stack/indexer.ts";
import { buildTemplate, placeTemplate } from "../../../scripts/subgraph/template.ts";
import { type Chain, newChain } from "../../contracts/differential/chain.ts";
import { differences } from "../../contracts/differential/observation.ts";
import { perform, type Performance } from "../../contracts/differential/perform.ts";
import { BEGINNING, type Happening } from "../../model/acts.ts";
import { Folders, ROOT } from "../../stack/support.ts";
import { comparePools } from "./comparePools.ts";
import { compareRest } from "./compareRest.ts";
import { type RemoteGround, groundOf } from "./ground.ts";
import { ask, readStore, type Store } from "./store.ts";

/** No reorg of these tests is deeper. */
const REORG_THRESHOLD = 50;
const GAS = 15_000_000n;
/** Views asked in one call. */
const LOOKS = 100;

interface Running {
  readonly indexer: Indexer;
  readonly indexed: Indexed;
}

/** The contracts on a chain of their own, and indexers with the subgraph behind them. */
export class Grid {
  static async start(): Promise<Grid> {
    const grid = new Grid();
    [grid.stack, grid.#database] = await Promise.all([
      startChain({ startsAt: Number(BEGINNING - 1_000n) }),
      startDatabase(),
    ]);
    grid.ground = await groundOf(grid.stack.url);
    grid.chain = await newChain(hre, grid.ground);
    const { registry, pools, doors, orders } = grid.chain;
    const contracts = {
      Registry: { address: registry },
      Pools: { address: pools },
      Doors: { address: doors },
      Orders: { address: orders },
    };
    placeTemplate(await buildTemplate(ROOT), { contracts, startBlock: 1 }, grid.#built);
    return grid;
  }

  stack!: StackChain;
  ground!: RemoteGround;
  chain!: Chain;
  #database!: Database;
  readonly #folders = new Folders();
  readonly #folder = this.#folders.make();
  readonly #built = join(this.#folder, "built");
  readonly #hashes = new Map<number, string>();
  readonly #indexers = new Map<string, Running>();
  /** All of them, also one that failed at once. */
  readonly #started: Indexer[] = [];
  #count = 0;

  async perform(happening: Happening): Promise<Performance> {
    const performance = await perform(this.chain, happening, this.#hashes, this.#count++);
    if (!performance.ok) return performance;
    for (const { name, args } of performance.logs) {
      if (name !== "Reserved" && name !== "RefillReserved") continue;
      this.#hashes.set(Number(args["id"]), String(args["termsHash"]));
    }
    return performance;
  }

  /** Sends what is encoded. @returns whether it was done */
  async send(by: string, to: string, data: string): Promise<boolean> {
    const transaction = { from: this.chain.addressOf(by), to, data, gas: toQuantity(GAS), gasPrice: "0x0" };
    const hash = await this.#ask("eth_sendTransaction", transaction);
    const receipt = (await this.#ask("eth_getTransactionReceipt", hash)) as { readonly status: string };
    return BigInt(receipt.status) === 1n;
  }

  /** The calldata for a contract that the model does not know. */
  async encode(contract: string, name: string, args: readonly unknown[]): Promise<string> {
    const { abi } = await hre.artifacts.readArtifact(contract);
    return new Interface(abi).encodeFunctionData(name, args);
  }

  /** An indexer with a database of its own; of the same name, it goes on where it was. */
  async open(name: string): Promise<void> {
    const indexer = await startIndexer({
      chainUrl: this.stack.url,
      databaseUrl: await this.#database.open(name),
      directory: join(this.#folder, name),
      environment: { ETHEREUM_REORG_THRESHOLD: String(REORG_THRESHOLD) },
    });
    this.#started.push(indexer);
    this.#indexers.set(name, { indexer, indexed: await indexer.deploy("granary", this.#built) });
  }

  async kill(name: string): Promise<void> {
    await this.#of(name).indexer.kill();
    this.#indexers.delete(name);
  }

  /** Until it has indexed the chain's newest block. */
  async synced(name: string): Promise<void> {
    await this.#of(name).indexed.synced();
  }

  ask(name: string, query: string): Promise<unknown> {
    return ask(this.#of(name).indexed.url, query);
  }

  run<Variables, Answer>(name: string, query: Query<Variables, Answer>, variables: Variables): Promise<Answer> {
    return ask<Answer>(this.#of(name).indexed.url, query.text, variables);
  }

  async readStore(name: string): Promise<Store> {
    await this.synced(name);
    return readStore(this.#of(name).indexed.url);
  }

  /** Where the contracts, asked at the newest block, say something else than the subgraph. */
  async differences(name: string): Promise<string[]> {
    return this.differencesOf(await this.readStore(name));
  }

  async differencesOf(store: Store): Promise<string[]> {
    const now = await this.#second();
    const observations = [...comparePools(this.chain, store, now), ...compareRest(this.chain, store)];
    const found: string[] = [];
    for (let at = 0; at < observations.length; at += LOOKS) {
      found.push(...(await differences(this.chain, observations.slice(at, at + LOOKS))));
    }
    return found;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#started.map((indexer) => indexer.stop()));
    this.ground.close();
    await Promise.all([this.stack.stop(), this.#database.stop()]);
    this.#folders.clear();
  }

  /** The second that views see. */
  async #second(): Promise<bigint> {
    const { chain } = this;
    const data = chain.faces.observer.encodeFunctionData("second");
    return BigInt((await this.#ask("eth_call", { to: chain.observer, data }, "latest")) as string);
  }

  async #ask(method: string, ...params: unknown[]): Promise<unknown> {
    const answer: unknown = await this.chain.provider.request({ method, params });
    return answer;
  }

  #of(name: string): Running {
    const found = this.#indexers.get(name);
    if (found === undefined) throw new Error(`there is no indexer ${name}`);
    return found;
  }
}

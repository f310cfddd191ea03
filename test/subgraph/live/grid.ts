import { join } from "node:path";
import { Interface, toQuantity } from "ethers";
import hre from "hardhat";
import { BEGINNING, type Happening } from "../../model/acts.ts";
import { type Chain as StackChain, startChain } from "../../../scripts/stack/chain.ts";
import { type Database, startDatabase } from "../../../scripts/stack/database.ts";
import { type Indexed, type Indexer, startIndexer } from "../../../scripts/stack/indexer.ts";
import { type Chain, newChain } from "../../contracts/differential/chain.ts";
import { differences } from "../../contracts/differential/observation.ts";
import { perform, type Performance } from "../../contracts/differential/perform.ts";
import { Folders } from "../../stack/support.ts";
import { builtFor } from "./built.ts";
import { comparePools } from "./comparePools.ts";
import { compareRest } from "./compareRest.ts";
import { type AnvilGround, groundOf } from "./ground.ts";
import { readStore, type Store } from "./store.ts";

/** No reorg of these tests is deeper. */
const REORG_THRESHOLD = 50;
const GAS = 15_000_000n;
/** Views asked in one call. */
const LOOKS = 100;

/** The contracts on a chain of their own, and graph-node with the subgraph behind them. */
export class Grid {
  static async start(): Promise<Grid> {
    const [stack, database] = await Promise.all([
      startChain({ startsAt: Number(BEGINNING - 1_000n) }),
      startDatabase(),
    ]);
    const ground = await groundOf(stack.url);
    const chain = await newChain(hre, ground);
    const folders = new Folders();
    const { registry: Registry, pools: Pools, doors: Doors, orders: Orders } = chain;
    const built = await builtFor({ Registry, Pools, Doors, Orders }, join(folders.make(), "granary"));
    return new Grid(stack, database, ground, chain, folders, built);
  }

  readonly #hashes = new Map<number, string>();
  readonly #indexers = new Map<string, { readonly indexer: Indexer; readonly indexed: Indexed }>();
  readonly #places: string;
  #count = 0;

  private constructor(
    readonly stack: StackChain,
    readonly database: Database,
    readonly ground: AnvilGround,
    readonly chain: Chain,
    readonly folders: Folders,
    readonly built: string,
  ) {
    this.#places = folders.make();
  }

  async perform(happening: Happening): Promise<Performance> {
    const performance = await perform(this.chain, happening, this.#hashes, this.#count++);
    if (performance.ok) {
      for (const { name, args } of performance.logs) {
        if (name !== "Reserved" && name !== "RefillReserved") continue;
        this.#hashes.set(Number(args["id"]), String(args["termsHash"]));
      }
    }
    return performance;
  }

  /** Sends what is encoded. @returns whether it was done */
  async send(by: string, to: string, data: string): Promise<boolean> {
    const { provider, addressOf } = this.chain;
    const transaction = { from: addressOf(by), to, data, gas: toQuantity(GAS), gasPrice: "0x0" };
    const hash = await provider.request({ method: "eth_sendTransaction", params: [transaction] });
    const receipt = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
    return BigInt((receipt as { readonly status: string }).status) === 1n;
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
      databaseUrl: await this.database.open(name),
      directory: join(this.#places, name),
      environment: { ETHEREUM_REORG_THRESHOLD: String(REORG_THRESHOLD) },
    });
    this.#indexers.set(name, { indexer, indexed: await indexer.deploy("granary", this.built) });
  }

  async kill(name: string): Promise<void> {
    await this.#of(name).indexer.kill();
    this.#indexers.delete(name);
  }

  /** Until it has indexed the chain's newest block. */
  async synced(name: string): Promise<void> {
    await this.#of(name).indexed.synced();
  }

  /** Where the contracts, asked at the newest block, say something else than the subgraph. */
  async differences(name: string): Promise<string[]> {
    await this.synced(name);
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

  readStore(name: string): Promise<Store> {
    return readStore(this.#of(name).indexed.url);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#indexers.values()].map(({ indexer }) => indexer.stop()));
    this.ground.close();
    await Promise.all([this.stack.stop(), this.database.stop()]);
    this.folders.clear();
  }

  /** The second that views see. */
  async #second(): Promise<bigint> {
    const { chain } = this;
    const data = chain.faces.observer.encodeFunctionData("second");
    const params = [{ to: chain.observer, data }, "latest"];
    return BigInt((await chain.provider.request({ method: "eth_call", params })) as string);
  }

  #of(name: string): { readonly indexer: Indexer; readonly indexed: Indexed } {
    const found = this.#indexers.get(name);
    if (found === undefined) throw new Error(`there is no indexer ${name}`);
    return found;
  }
}

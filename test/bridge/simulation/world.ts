import { createHash } from "node:crypto";
import type { Interface } from "ethers";
import { HDNodeWallet, Wallet } from "ethers";
import type { Farm } from "../../../src/bridge/farm.ts";
import type { Endpoint } from "../../../src/bridge/chain/endpoint.ts";
import { EndpointError, EndpointRefused } from "../../../src/bridge/errors.ts";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import type { SigningKey } from "../../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import { type Hex, NO_ADDRESS, NO_HASH } from "../../../src/protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import { keyProofMessage, nodeProofMessage } from "../../../src/protocol/proofs.ts";
import type { Terms } from "../../../src/protocol/terms.ts";
import { termsDocument } from "../../../src/protocol/termsDocument.ts";
import { PURSE } from "../../model/acts/cast.ts";
import { Random } from "../../model/acts/random.ts";
import { hexOf, keyNamed } from "../support/farmyard.ts";
import type { TestChain } from "../support/testChain.ts";
import type { Life } from "./life.ts";

export type Illness = "well" | "errors" | "leaves out logs" | "lags";

const PHRASE = "test test test test test test test test test test test junk";
/** The farmer and three customers are threebots 1 to 4. */
const PEOPLE = 4;
export const CUSTOMERS = [2, 3, 4] as const;
export const NODES = [1, 2, 3] as const;

/** The chain with its people, its time, and the endpoints through which the bridge sees it. */
export class World {
  readonly test: TestChain;
  readonly farm: Farm;
  readonly operator = new Wallet(HDNodeWallet.fromPhrase(PHRASE, "", "m/44'/60'/0'/0/19").privateKey);
  readonly keys: readonly SigningKey[] = ["farmer", "ann", "ben", "cyd"].map(keyNamed);
  readonly illnesses: Illness[] = ["well", "well", "well"];
  /** The chain's second. */
  now: bigint;
  /** How far the bridge's clock is off. */
  skew = 0n;
  readonly #random: Random;
  readonly #snapshots: { readonly id: unknown; readonly block: bigint }[] = [];
  #epoch = 0n;
  #nonce = 0;

  static async found(test: TestChain, random: Random): Promise<World> {
    await test.chain.beginning.restore();
    const { timestamp } = (await test.request("eth_getBlockByNumber", "latest", false)) as { timestamp: string };
    const world = new World(test, random, BigInt(timestamp));
    await world.#found();
    return world;
  }

  private constructor(test: TestChain, random: Random, now: bigint) {
    this.test = test;
    this.now = now;
    this.#random = random;
    this.farm = {
      farmId: 1n,
      domain: granaryDomain(test.chain.chainId, test.contracts.pools),
      key: this.keys[0] as SigningKey,
      confirmations: 3n,
      publicIpRate: 250n,
      mostBlockAge: 300n,
      overbookingBps: 10_000n,
      grace: 7200n,
    };
  }

  async #found(): Promise<void> {
    for (let person = 0; person < PEOPLE; person++) {
      const key = this.keys[person] as SigningKey;
      const proof = key.sign(keyProofMessage(this.farm.domain, hexOf(key), this.#address(person)));
      await this.send("registry", person, "register", hexOf(key), proof);
    }
    const setup = [1, this.operator.address, 2_000, 7, 10_000, "Green acre", "https://bridge.example"];
    const price = [this.dollar, 1_000_000n, 1_000_000n, true];
    await this.send("registry", 0, "createFarm", setup, [price], [[this.#address(0), 10_000]]);
    for (const node of NODES) {
      const key = keyNamed(`node ${node}`);
      const proof = key.sign(nodeProofMessage(this.farm.domain, hexOf(key), 1n));
      const info = [8, 32, 2_000, 8_000, "0x4245", "Gent", []];
      await this.send("registry", 0, "addNode", 1, hexOf(key), 1, info, proof);
    }
    await this.test.request("hardhat_setBalance", this.operator.address, `0x${PURSE.toString(16)}`);
  }

  get dollar(): Hex {
    return this.test.chain.addressOf("dollar").toLowerCase() as Hex;
  }

  #address(person: number): Hex {
    return this.#people[person]?.address.toLowerCase() as Hex;
  }

  get #people() {
    return [...this.test.chain.signers.values()];
  }

  keyOf(tid: number): Hex | undefined {
    const key = this.keys[tid - 1];
    return key === undefined ? undefined : hexOf(key);
  }

  /** Someone does something on chain, or tries to. @returns whether it was done */
  async send(contract: "registry" | "pools", person: number, name: string, ...values: unknown[]): Promise<boolean> {
    const face: Interface = this.test.chain.faces[contract];
    const data = face.encodeFunctionData(name, values);
    await this.tick(0n);
    try {
      await this.#people[person]?.sendTransaction({ to: this.test.chain[contract], data, gasPrice: 0 });
      return true;
    } catch {
      return false;
    }
  }

  /** The next block, whoever makes it, is of this second. */
  async tick(seconds: bigint): Promise<void> {
    this.now += seconds;
    await this.test.request("evm_setNextBlockTimestamp", Number(this.now));
  }

  async mine(): Promise<void> {
    await this.test.request("evm_mine");
  }

  async head(): Promise<bigint> {
    return BigInt((await this.test.request("eth_blockNumber")) as string);
  }

  /** A place to which a reorg may go back. */
  async remember(): Promise<void> {
    this.#snapshots.push({ id: await this.test.request("evm_snapshot"), block: await this.head() });
    if (this.#snapshots.length > 40) this.#snapshots.shift();
  }

  /** Another branch takes over: all blocks after one of the last `depth` are gone, and as many others are there. */
  async reorg(depth: bigint): Promise<void> {
    const head = await this.head();
    const possible = this.#snapshots.findIndex(({ block }) => block >= head - depth);
    const chosen = this.#snapshots[possible];
    if (chosen === undefined || chosen.block === head) return;
    this.#snapshots.length = possible;
    await this.test.request("evm_revert", chosen.id);
    for (let block = chosen.block; block <= head; block++) {
      await this.tick(1n);
      await this.mine();
    }
  }

  /** What a customer asks the farm for on chain. */
  async reserve(tid: number, hours: bigint, cap: bigint, isHonest: boolean): Promise<boolean> {
    const terms: Terms = {
      farmId: 1n,
      termsVersion: 1n,
      cus: hours * 3600n,
      sus: hours * 3600n,
      nodeIds: [],
      currencies: [this.dollar],
      cuCap: cap,
      suCap: cap,
      refundTo: NO_ADDRESS,
      signingRequestHash: NO_HASH,
    };
    const { chainId, verifyingContract: contract } = this.farm.domain;
    const epoch = ++this.#epoch;
    const json = Buffer.from(
      canonicalJson(termsDocument(terms, { chainId, contract, customerTid: BigInt(tid), epoch })),
    );
    const action = actionOver(json, { action: ACTION.capacity, subject: 1n, tid: BigInt(tid), epoch });
    const key = this.keys[isHonest ? tid - 1 : 0] as SigningKey;
    const signature = key.sign(signedMessage(this.farm.domain, action));
    return this.send("pools", tid - 1, "reserve", Object.values(terms), tid, epoch, signature);
  }

  nextNonce(): string {
    return createHash("sha256").update(`nonce ${this.#nonce++}`).digest("hex").slice(0, 32);
  }

  /** Three endpoints of a process; a killed one asks no more. */
  endpoints(life: Life): Endpoint[] {
    return this.illnesses.map((_, at) => this.#endpoint(at, life));
  }

  #endpoint(at: number, life: Life): Endpoint {
    const { illnesses } = this;
    const luck = new Random(this.#random.below(2 ** 31));
    return {
      name: `endpoint ${at}`,
      close: () => {},
      call: async (method, params) => {
        life.demand();
        const illness = illnesses[at] ?? "well";
        // Drawn when it is asked: in which order answers come, nobody knows.
        const random = new Random(luck.below(2 ** 31));
        if (illness === "errors" && random.chance(60)) throw new EndpointError("503", "");
        const isSend = method === "eth_sendRawTransaction";
        if (isSend) {
          life.pass(`before ${method}`);
          await this.tick(0n);
        }
        const answer = await this.#ask(method, params, illness);
        if (isSend) life.pass(`after ${method}`);
        life.demand();
        if (illness === "leaves out logs" && method === "eth_getLogs") {
          return (answer as unknown[]).filter(() => random.chance(50));
        }
        return structuredClone(answer);
      },
    };
  }

  async #ask(method: string, params: readonly unknown[], illness: Illness): Promise<unknown> {
    try {
      const isHead = method === "eth_getBlockByNumber" && params[0] === "latest";
      if (!isHead || illness !== "lags") return await this.test.request(method, ...params);
      const behind = (await this.head()) - 2n;
      return await this.test.request(method, `0x${behind.toString(16)}`, ...params.slice(1));
    } catch (cause) {
      // This chain answers always: an error is its answer.
      throw new EndpointRefused(String(cause), "", { cause });
    }
  }
}

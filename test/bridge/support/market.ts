import { createHash } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { type HDNodeWallet, Interface } from "ethers";
import hre from "hardhat";
import { type Chain, startChain } from "../../../scripts/stack/chain.ts";
import { type Folder, temporary } from "../../../scripts/stack/folder.ts";
import { until } from "../../../scripts/stack/until.ts";
import { CONTRACTS } from "../../../src/protocol/deployment.ts";
import { granaryDomain } from "../../../src/protocol/eip712.ts";
import type { TypedDataDomain } from "../../../src/protocol/evm.ts";
import { canonicalJson } from "../../../src/protocol/canonicalJson.ts";
import { type Hex, NO_ADDRESS, NO_HASH } from "../../../src/protocol/hex.ts";
import { ACTION, actionOver, signedMessage } from "../../../src/protocol/message.ts";
import type { Terms } from "../../../src/protocol/terms.ts";
import { termsDocument } from "../../../src/protocol/termsDocument.ts";
import { signRequest } from "../../../src/protocol/httpSignature.ts";
import { keyProofMessage, nodeProofMessage } from "../../../src/protocol/proofs.ts";
import { TestChain } from "./testChain.ts";
import { groundOf, type RemoteGround } from "../../subgraph/live/ground.ts";
import { SigningKey } from "../../../src/protocol/ed25519.ts";

const seedOf = (name: string): Buffer => createHash("sha256").update(`seed of ${name}`).digest();
const FARMER = new SigningKey(seedOf("farmer"));
const NODE = new SigningKey(seedOf("node"));
/** Threebot 2, with the second wallet. */
export const CUSTOMER = new SigningKey(seedOf("customer"));
const unixNow = (): bigint => BigInt(Math.floor(Date.now() / 1000));
const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

export interface RunningBridge {
  readonly child: ChildProcess;
  url: string;
  isLeading: boolean;
}

/** A chain with one farm, and its bridges, each a process of its own. */
export class Market {
  static async open(databaseUrl: string, bridges = 1): Promise<Market> {
    const chain = await startChain();
    const ground = await groundOf(chain.url, chain.kind);
    const market = new Market(chain, ground, await TestChain.start(ground), databaseUrl);
    try {
      await market.#found();
      for (let at = 0; at < bridges; at++) await market.startBridge();
      return market;
    } catch (error) {
      await market.close();
      throw error;
    }
  }

  readonly chain: Chain;
  readonly test: TestChain;
  readonly domain: TypedDataDomain;
  /** Bridges that run, on one database. */
  readonly bridges: RunningBridge[] = [];
  readonly #databaseUrl: string;
  readonly #ground: RemoteGround;
  readonly #folder: Folder = temporary("bench-market");

  private constructor(chain: Chain, ground: RemoteGround, test: TestChain, databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
    this.chain = chain;
    this.#ground = ground;
    this.test = test;
    this.domain = granaryDomain(test.chain.chainId, test.contracts.pools);
  }

  get url(): string {
    return this.bridges[0]?.url ?? "";
  }

  get pid(): number {
    return this.bridges[0]?.child.pid ?? 0;
  }

  wallet(at: number): HDNodeWallet {
    return this.#ground.signers[at] as HDNodeWallet;
  }

  /** Sent, and mined with it. */
  async send(contract: "registry" | "pools", by: number, name: string, ...values: unknown[]): Promise<string> {
    const { abi } = await hre.artifacts.readArtifact(contract === "registry" ? "IRegistry" : "IPools");
    const data = new Interface(abi).encodeFunctionData(name, values);
    const sent = await this.wallet(by).sendTransaction({ to: this.test.chain[contract], data });
    const receipt = await sent.wait();
    if (receipt?.status !== 1) throw new Error(`${name} failed`);
    return sent.hash;
  }

  async #found(): Promise<void> {
    for (const [at, key] of [FARMER, CUSTOMER].entries()) {
      const owner = this.wallet(at).address.toLowerCase() as Hex;
      const proof = key.sign(keyProofMessage(this.domain, hexOf(key.publicKey.bytes), owner));
      await this.send("registry", at, "register", hexOf(key.publicKey.bytes), proof);
    }
    const setup = [1, this.wallet(3).address, 0, 7, 10_000, "Bench", "https://bridge.example"];
    const price = [this.test.chain.addressOf("dollar"), 1_000_000n, 1_000_000n, true];
    await this.send("registry", 0, "createFarm", setup, [price], [[this.wallet(0).address, 10_000]]);
    const key = hexOf(NODE.publicKey.bytes);
    const proof = NODE.sign(nodeProofMessage(this.domain, key, 1n));
    const info = [60_000, 240_000, 4_000_000, 40_000_000, "0x4245", "Gent", []];
    await this.send("registry", 0, "addNode", 1, key, 1, info, proof);
  }

  async startBridge(): Promise<RunningBridge> {
    const { registry, pools, doors, orders, lens, chainId } = this.test.chain;
    const addresses: Record<string, string> = {
      Registry: registry,
      Pools: pools,
      Doors: doors,
      Orders: orders,
      Lens: lens,
    };
    const zero = `0x${"0".repeat(64)}`;
    const contracts = CONTRACTS.map((name) => {
      return [
        name,
        { address: addresses[name] ?? pools, transactionHash: zero, blockNumber: 1, deployer: pools, nonce: 0 },
      ];
    });
    const compiler = { version: "0.8.37", evmVersion: "cancun", viaIR: true, optimizerRuns: 200, bytecodeHash: "none" };
    const record = join(this.#folder.path, "deployment.json");
    const deployment = { chainId: Number(chainId), genesisHash: zero, startBlock: 1, compiler };
    writeFileSync(record, JSON.stringify({ ...deployment, contracts: Object.fromEntries(contracts) as object }));
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "src/bridge/main.ts"], {
      env: {
        PATH: process.env["PATH"],
        GRANARY_FARM_ID: "1",
        GRANARY_DEPLOYMENT: record,
        GRANARY_RPC_URLS: this.chain.url,
        GRANARY_WS_URLS: this.chain.url.replace("http", "ws"),
        DATABASE_URL: this.#databaseUrl,
        GRANARY_FARMER_SEED: seedOf("farmer").toString("hex"),
        GRANARY_OPERATOR_KEY: this.wallet(3).privateKey,
        GRANARY_BRIDGE_PORT: "0",
        GRANARY_CONFIRMATIONS: "1",
        GRANARY_REQUESTS_PER_MINUTE: "1000000000",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const running: RunningBridge = { child, url: "", isLeading: false };
    running.url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on("line", (line) => {
        const found = /"url":"([^"]+)"/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
        if (line.includes("this process leads")) running.isLeading = true;
      });
      child.once("exit", () => reject(new Error("the bridge ended")));
    });
    await until("the bridge is ready", 60_000, async () => (await fetch(`${running.url}/readyz`)).ok);
    this.bridges.push(running);
    return running;
  }

  /** As the system kills it: it is told nothing. */
  async kill(bridge: RunningBridge): Promise<void> {
    this.bridges.splice(this.bridges.indexOf(bridge), 1);
    const ended = once(bridge.child, "exit");
    bridge.child.kill("SIGKILL");
    await ended;
  }

  /** The customer's pools 1 to `count`, each with so many units and caps of so much, in milli-units. */
  async buyPools(count: number, { units, cap }: { readonly units: bigint; readonly cap: bigint }): Promise<void> {
    const dollar = this.test.chain.addressOf("dollar").toLowerCase() as Hex;
    const context = { chainId: this.domain.chainId, contract: this.domain.verifyingContract, customerTid: 2n };
    for (let pool = 1; pool <= count; pool++) {
      const terms: Terms = {
        ...{ farmId: 1n, termsVersion: 1n, cus: units, sus: units, nodeIds: [], currencies: [dollar] },
        ...{ cuCap: cap, suCap: cap, refundTo: NO_ADDRESS, signingRequestHash: NO_HASH },
      };
      const epoch = BigInt(pool);
      const json = Buffer.from(canonicalJson(termsDocument(terms, { ...context, epoch })));
      const action = actionOver(json, { action: ACTION.capacity, subject: 1n, tid: 2n, epoch });
      const signature = CUSTOMER.sign(signedMessage(this.domain, action));
      await this.send("pools", 1, "reserve", Object.values(terms), 2, epoch, signature);
    }
    for (let pool = 1; pool <= count; pool++) {
      await until(`pool ${pool} is accepted`, 120_000, async () => {
        const [, , deal] = (await this.test.view("Pools", "slotsOf", pool)) as [bigint, bigint, bigint];
        return (deal >> 224n) % 256n === 2n;
      });
      await this.send("pools", 1, "pay(string,address,uint256)", `p-${pool}`, dollar, 10n ** 15n);
    }
  }

  async heartbeat(nodeUrl: string): Promise<boolean> {
    const body = Buffer.from(JSON.stringify({ url: nodeUrl }));
    const target = "/v1/nodes/heartbeat";
    const headers = signRequest({ method: "POST", authority: new URL(this.url).host, target, body }, NODE, {
      keyId: "node:1",
      created: unixNow(),
      nonce: `heartbeat-${process.hrtime.bigint()}`,
    });
    const answer = await fetch(`${this.url}${target}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
    });
    return answer.ok;
  }

  async close(): Promise<void> {
    for (const { child } of this.bridges) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    this.#ground.close();
    await this.chain.stop();
    this.#folder.remove();
  }
}

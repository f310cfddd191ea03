import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { type HDNodeWallet, Interface } from "ethers";
import hre from "hardhat";
import { type Chain, startChain } from "../../scripts/stack/chain.ts";
import { type Folder, temporary } from "../../scripts/stack/folder.ts";
import { until } from "../../scripts/stack/until.ts";
import { CONTRACTS } from "../../src/protocol/deployment.ts";
import { granaryDomain } from "../../src/protocol/eip712.ts";
import type { TypedDataDomain } from "../../src/protocol/evm.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { signRequest } from "../../src/protocol/httpSignature.ts";
import { keyProofMessage, nodeProofMessage } from "../../src/protocol/proofs.ts";
import { TestChain } from "../../test/bridge/support/testChain.ts";
import { groundOf, type RemoteGround } from "../../test/subgraph/live/ground.ts";
import { keyOf, seedOf, unixNow } from "./farm.ts";

const NODE_KEY = keyOf(999);
const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

/** A chain with one farm, and its bridge as a process of its own. */
export class Market {
  static async open(databaseUrl: string): Promise<Market> {
    const chain = await startChain();
    const ground = await groundOf(chain.url, chain.kind);
    const market = new Market(chain, ground, await TestChain.start(ground));
    await market.#found();
    await market.#startBridge(databaseUrl);
    return market;
  }

  readonly chain: Chain;
  readonly test: TestChain;
  readonly domain: TypedDataDomain;
  url = "";
  readonly #ground: RemoteGround;
  readonly #folder: Folder = temporary("bench-market");
  #bridge: ChildProcess | undefined;

  private constructor(chain: Chain, ground: RemoteGround, test: TestChain) {
    this.chain = chain;
    this.#ground = ground;
    this.test = test;
    this.domain = granaryDomain(test.chain.chainId, test.contracts.pools);
  }

  get pid(): number {
    return this.#bridge?.pid ?? 0;
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
    for (const [at, key] of [keyOf(1), keyOf(2)].entries()) {
      const owner = this.wallet(at).address.toLowerCase() as Hex;
      const proof = key.sign(keyProofMessage(this.domain, hexOf(key.publicKey.bytes), owner));
      await this.send("registry", at, "register", hexOf(key.publicKey.bytes), proof);
    }
    const setup = [1, this.wallet(3).address, 0, 7, 10_000, "Bench", "https://bridge.example"];
    const price = [this.test.chain.addressOf("dollar"), 1_000_000n, 1_000_000n, true];
    await this.send("registry", 0, "createFarm", setup, [price], [[this.wallet(0).address, 10_000]]);
    const key = hexOf(NODE_KEY.publicKey.bytes);
    const proof = NODE_KEY.sign(nodeProofMessage(this.domain, key, 1n));
    const info = [4_000, 16_000, 1_000_000, 4_000_000, "0x4245", "Gent", []];
    await this.send("registry", 0, "addNode", 1, key, 1, info, proof);
  }

  async #startBridge(databaseUrl: string): Promise<void> {
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
    this.#bridge = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "src/bridge/main.ts"], {
      env: {
        PATH: process.env["PATH"],
        GRANARY_FARM_ID: "1",
        GRANARY_DEPLOYMENT: record,
        GRANARY_RPC_URLS: this.chain.url,
        GRANARY_WS_URLS: this.chain.url.replace("http", "ws"),
        DATABASE_URL: databaseUrl,
        GRANARY_FARMER_SEED: seedOf(1).toString("hex"),
        GRANARY_OPERATOR_KEY: this.wallet(3).privateKey,
        GRANARY_BRIDGE_PORT: "0",
        GRANARY_CONFIRMATIONS: "1",
        GRANARY_TRUSTED_PROXIES: "127.0.0.1",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.url = await new Promise<string>((resolve, reject) => {
      const lines = createInterface(this.#bridge?.stdout as NodeJS.ReadableStream);
      lines.on("line", (line) => {
        const found = /"url":"([^"]+)"/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      this.#bridge?.once("exit", () => reject(new Error("the bridge ended")));
    });
    await until("the bridge is ready", 60_000, async () => (await fetch(`${this.url}/readyz`)).ok);
  }

  async heartbeat(nodeUrl: string): Promise<boolean> {
    const body = Buffer.from(JSON.stringify({ url: nodeUrl }));
    const target = "/v1/nodes/heartbeat";
    const headers = signRequest({ method: "POST", authority: new URL(this.url).host, target, body }, NODE_KEY, {
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
    if (this.#bridge !== undefined && this.#bridge.exitCode === null) {
      const ended = once(this.#bridge, "exit");
      this.#bridge.kill("SIGTERM");
      await ended;
    }
    this.#ground.close();
    await this.chain.stop();
    this.#folder.remove();
  }
}

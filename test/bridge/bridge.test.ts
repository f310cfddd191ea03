import process from "node:process";
import { expect } from "chai";
import { type HDNodeWallet, Interface, Wallet } from "ethers";
import hre from "hardhat";
import pino from "pino";
import { startChain } from "../../scripts/stack/chain.ts";
import { until } from "../../scripts/stack/until.ts";
import type { ReservationView } from "../../src/bridge/api/views.ts";
import { type Bridge, startBridge } from "../../src/bridge/bridge.ts";
import { openEndpoint } from "../../src/bridge/chain/endpoint.ts";
import { canonicalJson } from "../../src/protocol/canonicalJson.ts";
import type { SigningKey } from "../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../src/protocol/eip712.ts";
import { globalId } from "../../src/protocol/globalId.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { signRequest } from "../../src/protocol/httpSignature.ts";
import { ACTION, actionOver, signedMessage } from "../../src/protocol/message.ts";
import { keyProofMessage, nodeProofMessage } from "../../src/protocol/proofs.ts";
import type { Terms } from "../../src/protocol/terms.ts";
import { termsDocument } from "../../src/protocol/termsDocument.ts";
import { unpackClock } from "../../src/protocol/words.ts";
import { container, reservation } from "../protocol/support/document.ts";
import { type RemoteGround, groundOf } from "../subgraph/live/ground.ts";
import { newDatabaseUrl } from "./support/database.ts";
import { hexOf, keyNamed } from "./support/farmyard.ts";
import { TestChain } from "./support/testChain.ts";
import { TestNode } from "./support/testNode.ts";

/** Seconds that pass at once. */
let ahead = 0n;
const now = (): bigint => BigInt(Math.floor(Date.now() / 1000)) + ahead;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("A bridge, from a reservation on chain to a workload and back", function () {
  this.timeout(120_000);

  let stack: Awaited<ReturnType<typeof startChain>>;
  let ground: RemoteGround;
  let test: TestChain;
  let bridge: Bridge;
  let node: TestNode;
  let domain: ReturnType<typeof granaryDomain>;
  /** Threebots 1, the farmer, 2, the customer, and 3, who signs with him. */
  const keys: readonly SigningKey[] = [keyNamed("the farm"), keyNamed("customer"), keyNamed("partner")];
  const keyOf = (tid: number): Hex | undefined => {
    const key = keys[tid - 1];
    return key === undefined ? undefined : hexOf(key);
  };

  before(async () => {
    stack = await startChain();
    ground = await groundOf(stack.url, stack.kind);
    test = await TestChain.start(ground);
    domain = granaryDomain(test.chain.chainId, test.contracts.pools);
    await found();
    const farm = {
      farmId: 1n,
      domain,
      key: keys[0] as SigningKey,
      confirmations: 1n,
      publicIpRate: 250n,
      grace: 86_400n,
      mostBlockAge: 300n,
      overbookingBps: 10_000n,
    };
    bridge = await startBridge({
      farm,
      operator: new Wallet(wallet(3).privateKey),
      contracts: test.contracts,
      startBlock: 1n,
      reorgDepth: 20n,
      databaseUrl: await newDatabaseUrl(),
      endpoints: [openEndpoint(stack.url, test.chain.chainId)],
      host: "127.0.0.1",
      port: 0,
      headUrls: [stack.url.replace("http", "ws")],
      trustedProxies: [],
      requestsPerMinute: 10_000,
      webhookUrl: undefined,
      metricsToken: undefined,
      now,
      logger: pino({ level: "silent" }),
    });
    const facts = {
      farm,
      farmTid: 1,
      keyOf,
      get now() {
        return now();
      },
    };
    node = await TestNode.start(facts, 1);
  });
  after(async () => {
    await node?.stop();
    await bridge?.stop();
    ground?.close();
    await stack?.stop();
  });

  const wallet = (at: number): HDNodeWallet => ground.signers[at] as HDNodeWallet;

  async function send(
    contract: "Registry" | "Pools" | "Orders",
    by: number,
    name: string,
    ...args: unknown[]
  ): Promise<void> {
    const { abi } = await hre.artifacts.readArtifact(`I${contract}`);
    const data = new Interface(abi).encodeFunctionData(name, args);
    const { registry, pools, orders } = test.chain;
    const to = { Registry: registry, Pools: pools, Orders: orders }[contract];
    const sent = await wallet(by).sendTransaction({ to, data });
    expect((await sent.wait())?.status, name).to.equal(1);
  }

  /** Farmer, customer and partner; a farm with one node that sells for dollars. */
  async function found(): Promise<void> {
    for (const [at, key] of keys.entries()) {
      const owner = wallet(at).address.toLowerCase() as Hex;
      await send("Registry", at, "register", hexOf(key), key.sign(keyProofMessage(domain, hexOf(key), owner)));
    }
    const setup = [1, wallet(3).address, 0, 7, 10_000, "Green acre", "https://bridge.example"];
    const price = [test.chain.addressOf("dollar"), 1_000_000n, 1_000_000n, true];
    await send("Registry", 0, "createFarm", setup, [price], [[wallet(0).address, 10_000]]);
    const nodeKey = keyNamed("node 1");
    const info = [64, 256, 10_000, 40_000, "0x4245", "Gent", []];
    const proof = nodeKey.sign(nodeProofMessage(domain, hexOf(nodeKey), 1n));
    await send("Registry", 0, "addNode", 1, hexOf(nodeKey), 1, info, proof);
  }

  async function call(method: string, path: string, body: object, headers: object = {}): Promise<Response> {
    const all = { "content-type": "application/json", ...headers };
    return fetch(`${bridge.url}${path}`, { method, headers: all, body: JSON.stringify(body) });
  }
  async function clock(): Promise<ReturnType<typeof unpackClock>> {
    const [word] = (await test.view("Pools", "slotsOf", 1)) as [bigint];
    return unpackClock(word);
  }
  async function state(): Promise<bigint> {
    const [, , deal] = (await test.view("Pools", "slotsOf", 1)) as [bigint, bigint, bigint];
    return (deal >> 224n) % 256n;
  }

  let reserved: ReservationView;

  async function beat(): Promise<boolean> {
    const body = { url: node.url };
    const request = { method: "POST", authority: new URL(bridge.url).host, target: "/v1/nodes/heartbeat" };
    const headers = signRequest({ ...request, body: Buffer.from(JSON.stringify(body)) }, keyNamed("node 1"), {
      keyId: "node:1",
      created: now(),
      nonce: `heartbeat-${process.hrtime.bigint()}`,
    });
    return (await call("POST", "/v1/nodes/heartbeat", body, headers)).status === 200;
  }
  /** How often the contracts have emitted this. */
  async function emitted(contract: "Registry" | "Orders", name: string): Promise<readonly (readonly unknown[])[]> {
    const { abi } = await hre.artifacts.readArtifact(`I${contract}`);
    const events = new Interface(abi);
    const address = contract === "Registry" ? test.chain.registry : test.chain.orders;
    const topics = [events.getEvent(name)?.topicHash];
    const filter = { address, topics, fromBlock: "0x0" };
    const logs = (await test.request("eth_getLogs", filter)) as { data: string; topics: string[] }[];
    return logs.map((log) => [...(events.parseLog(log)?.args ?? [])] as unknown[]);
  }

  it("hears of its node", async () => {
    await until("the bridge knows the node", 20_000, beat);
  });

  it("accepts what was reserved on chain, and the payment opens the pool", async () => {
    const terms: Terms = {
      farmId: 1n,
      termsVersion: 1n,
      cus: 3_600_000n,
      sus: 3_600_000n,
      nodeIds: [1n],
      currencies: [test.chain.addressOf("dollar").toLowerCase() as Hex],
      cuCap: 1_000n,
      suCap: 1_000n,
      refundTo: `0x${"0".repeat(40)}`,
      signingRequestHash: `0x${"0".repeat(64)}`,
    };
    const context = { chainId: test.chain.chainId, contract: test.contracts.pools, customerTid: 2n, epoch: 1n };
    const json = Buffer.from(canonicalJson(termsDocument(terms, context)));
    const action = actionOver(json, { action: ACTION.capacity, subject: 1n, tid: 2n, epoch: 1n });
    const signature = (keys[1] as SigningKey).sign(signedMessage(domain, action));
    await send("Pools", 1, "reserve", Object.values(terms), 2, 1, signature);
    await until("the farm accepts", 20_000, async () => (await state()) === 2n);
    await send("Pools", 1, "pay(string,address,uint256)", "p-1", terms.currencies[0], 10n ** 12n);
    expect(await state()).to.equal(5n);
  });

  it("deploys what two of two signed, and the node finds it good", async () => {
    const document = reservation({
      chain_id: Number(test.chain.chainId),
      contract: test.contracts.pools,
      customer_tid: 2,
      pool_id: 1,
      expiration_provisioning: Number(now()) + 3600,
      signing_request_provision: { signers: [2, 3], quorum_min: 2 },
      signing_request_delete: { signers: [2, 3], quorum_min: 1 },
      containers: [container({ node_id: 1 })],
    });
    const json = canonicalJson(document);
    const customer_signature = hex((keys[1] as SigningKey).sign(Buffer.from(json)));
    await until("the bridge knows the pool", 20_000, async () => {
      const response = await call("POST", "/v1/reservations", { json, customer_signature });
      if (response.ok) reserved = (await response.json()) as ReservationView;
      return response.ok;
    });
    await sign("provision", 2);
    const view = await sign("provision", 3);
    expect(view.next).to.equal("deploy");
    await until("the node is told", 20_000, () => Promise.resolve(node.told.length === 1));
    expect(node.told).to.deep.equal([`PUT ${globalId(BigInt(reserved.id), 1n)}`]);
    expect(node.faults).to.deep.equal([]);
  });

  async function sign(action: "provision" | "delete", tid: number): Promise<ReservationView> {
    const fields = { action: ACTION[action], subject: BigInt(reserved.id), tid: BigInt(tid), epoch: 9n };
    const message = signedMessage(domain, actionOver(Buffer.from(reserved.json), fields));
    const signature = hex((keys[tid - 1] as SigningKey).sign(message));
    const response = await call("POST", `/v1/reservations/${reserved.id}/sign/${action}`, { tid, epoch: 9, signature });
    expect(response.status).to.equal(200);
    return (await response.json()) as ReservationView;
  }

  async function tell(state: number): Promise<string> {
    const id = globalId(BigInt(reserved.id), 1n);
    const result = {
      category: 1,
      workload_id: 1,
      node_id: 1,
      state,
      message: "",
      data_json: "{}",
      epoch: Number(now()),
    };
    const json = canonicalJson(result);
    const fields = { action: ACTION.result, subject: BigInt(`0x${id}`), tid: 0n, epoch: BigInt(result.epoch) };
    const message = signedMessage(domain, actionOver(Buffer.from(json), fields));
    const signature = hex(keyNamed("node 1").sign(message));
    return (await call("PUT", `/v1/results/${id}`, { json, signature })).text();
  }

  it("tells the chain what the pool draws now", async () => {
    expect(await tell(1)).to.equal('{"status":"taken"}');
    await until("the chain knows the draw", 30_000, async () => (await clock()).cuRate === 500n);
    expect((await clock()).suRate).to.equal(5n);
  });

  it("executes a standing order that is due, once in its interval", async () => {
    const dollar = test.chain.addressOf("dollar");
    const approve = new Interface(["function approve(address,uint256)"]).encodeFunctionData("approve", [
      test.chain.orders,
      10n ** 15n,
    ]);
    await (await wallet(1).sendTransaction({ to: dollar, data: approve })).wait();
    const limits = [10n ** 9n, 10n ** 9n, 4_000_000_000n, 86_400n, 10n ** 12n, now() + 86_400n];
    const before = (await clock()).cu;
    await send("Orders", 1, "standingOrder", 1, 3600n, 0n, ...limits);
    await until("the pool is refilled", 30_000, async () => (await clock()).cu > before);
    expect(await emitted("Orders", "OrderExecuted")).to.have.length(1);
  });

  it("stops what the delete quorum asks to stop, and gives the draw back when the node says so", async () => {
    expect((await sign("delete", 3)).next).to.equal("delete");
    await until("the node is told", 20_000, () => Promise.resolve(node.told.length === 2));
    expect(node.told[1]).to.contain("DELETE");
    expect(await tell(2)).to.equal('{"status":"taken"}');
    expect(await tell(2)).to.equal('{"status":"acknowledged"}');
  });

  it("reports a node that fell silent as down, and up again when it is back", async () => {
    ahead += 200n;
    await until("it is down", 30_000, async () => (await emitted("Registry", "NodesReported")).length === 1);
    expect((await emitted("Registry", "NodesReported"))[0]?.slice(0, 1)).to.deep.equal([1n]);
    await until("it is up", 30_000, async () => {
      return (await beat()) && (await emitted("Registry", "NodesReported")).length === 2;
    });
    const [down, up] = await emitted("Registry", "NodesReported");
    expect([[...(down?.[1] as bigint[])], [...(up?.[2] as bigint[])]]).to.deep.equal([[1n], [1n]]);
  });
});

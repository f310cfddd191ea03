import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { startChain } from "../../scripts/stack/chain.ts";
import { until } from "../../scripts/stack/until.ts";
import { CONTRACTS } from "../../src/protocol/deployment.ts";
import { type RemoteGround, groundOf } from "../subgraph/live/ground.ts";
import { newDatabaseUrl } from "./support/database.ts";
import { TestChain } from "./support/testChain.ts";

interface Running {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly ended: Promise<number | null>;
}

describe("Bridges as processes, on one database", function () {
  this.timeout(120_000);

  let stack: Awaited<ReturnType<typeof startChain>>;
  let ground: RemoteGround;
  let folder: string;
  let environment: Record<string, string>;
  const all: Running[] = [];

  before(async () => {
    stack = await startChain();
    ground = await groundOf(stack.url, stack.kind);
    const test = await TestChain.start(ground);
    folder = mkdtempSync(join(tmpdir(), "granary-bridge-"));
    const record = join(folder, "deployment.json");
    const { registry, pools, doors, orders, lens } = test.chain;
    const addresses: Record<string, string> = {
      Registry: registry,
      Pools: pools,
      Doors: doors,
      Orders: orders,
      Lens: lens,
    };
    const contracts = CONTRACTS.map((name) => {
      const nothing = { transactionHash: `0x${"0".repeat(64)}`, blockNumber: 1, deployer: pools, nonce: 0 };
      return [name, { address: addresses[name] ?? pools, ...nothing }];
    });
    const compiler = { version: "0.8.37", evmVersion: "cancun", viaIR: true, optimizerRuns: 200, bytecodeHash: "none" };
    writeFileSync(
      record,
      JSON.stringify({
        chainId: Number(test.chain.chainId),
        genesisHash: `0x${"0".repeat(64)}`,
        startBlock: 1,
        compiler,
        contracts: Object.fromEntries(contracts) as object,
      }),
    );
    environment = {
      GRANARY_FARM_ID: "1",
      GRANARY_DEPLOYMENT: record,
      GRANARY_RPC_URLS: stack.url,
      DATABASE_URL: await newDatabaseUrl(),
      GRANARY_FARMER_SEED: "ab".repeat(32),
      GRANARY_OPERATOR_KEY: "cd".repeat(32),
      GRANARY_BRIDGE_PORT: "0",
    };
  });
  after(async () => {
    for (const { child, ended } of all) {
      child.kill("SIGKILL");
      await ended;
    }
    ground?.close();
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(changes: Record<string, string> = {}, script = "src/bridge/main.ts", args: string[] = []): Running {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...args], {
      env: { PATH: process.env["PATH"], ...environment, ...changes },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", (line) => said.push(line));
    const running = { child, said, ended: once(child, "exit").then(([code]) => code as number | null) };
    all.push(running);
    return running;
  }
  const hears = async (running: Running, words: string): Promise<void> => {
    await until(`"${words}"`, 30_000, () => Promise.resolve(running.said.some((line) => line.includes(words))));
  };
  const leads = ({ said }: Running): boolean => said.some((line) => line.includes("this process leads"));

  it("one leads, the other answers too; when the leader is killed the other leads", async () => {
    const both = [start(), start()];
    for (const one of both) await hears(one, "the bridge answers");
    await until("a leader", 20_000, () => Promise.resolve(both.some(leads)));
    for (const { said } of both) {
      const url = /"url":"([^"]+)"/.exec(said.find((line) => line.includes("the bridge answers")) ?? "")?.[1];
      expect((await fetch(`${url}/healthz`)).status).to.equal(200);
      await until("ready", 20_000, async () => (await fetch(`${url}/readyz`)).ok);
    }
    expect(both.filter(leads)).to.have.length(1);

    const [leader, other] = leads(both[0] as Running) ? both : both.toReversed();
    leader?.child.kill("SIGKILL");
    await leader?.ended;
    await hears(other as Running, "this process leads");
  });

  it("stops by SIGTERM, cleanly", async () => {
    const one = start();
    await hears(one, "the bridge answers");
    one.child.kill("SIGTERM");
    expect(await one.ended).to.equal(0);
    expect(one.said.at(-1)).to.contain("the bridge has stopped");
  });

  it("ends with a reason when its port is taken or its database cannot be reached", async () => {
    const first = start();
    await hears(first, "the bridge answers");
    const port = /:(\d+)"/.exec(first.said.find((line) => line.includes("the bridge answers")) ?? "")?.[1] ?? "";
    const second = start({ GRANARY_BRIDGE_PORT: port });
    expect(await second.ended).to.equal(1);
    expect(second.said.join("\n")).to.contain("(EADDRINUSE).\nSet GRANARY_BRIDGE_HOST and GRANARY_BRIDGE_PORT");
    const third = start({ DATABASE_URL: "postgresql://127.0.0.1:1/none" });
    expect(await third.ended).to.equal(1);
    expect(third.said.join("\n")).to.contain("The database cannot be reached: ").and.to.contain("Set DATABASE_URL");
  });

  it("brings its own database where none is named, and finds it again", async () => {
    const own = { DATABASE_URL: "", GRANARY_DATA: join(folder, "data") };
    for (let round = 0; round < 2; round++) {
      const one = start(own, "scripts/bridge/run.ts");
      await hears(one, "the bridge answers");
      const data = existsSync(join(folder, "data", "data", "PG_VERSION"));
      one.child.kill("SIGTERM");
      expect([await one.ended, data]).to.deep.equal([0, true]);
      expect(one.said.join("\n")).to.contain("the bridge has stopped");
    }
  });

  it("says how it is used", async () => {
    const asked = start({}, "scripts/bridge/run.ts", ["--help"]);
    expect(await asked.ended).to.equal(0);
    expect(asked.said[0]).to.equal("usage: npm run bridge");
    const wrong = start({}, "scripts/bridge/run.ts", ["--port", "1"]);
    expect(await wrong.ended).to.equal(1);
    expect(wrong.said[0]).to.equal("Unknown: --port 1");
  });

  it("writes neither key nor password into what it says", () => {
    const text = all.flatMap(({ said }) => said).join("\n");
    expect(text).to.not.contain("abababab");
    expect(text).to.not.contain("cdcdcdcd");
    expect(text).to.not.contain(new URL(environment["DATABASE_URL"] ?? "").password);
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { findGnd, MISSING_GND } from "../../scripts/stack/gnd.ts";
import { freePorts } from "../../scripts/stack/ports.ts";
import { answers, post, rpc } from "../../scripts/stack/rpc.ts";
import { until } from "../../scripts/stack/until.ts";
import { foundry, missing } from "../../scripts/tools/foundry.mjs";
import { buildFixture, Folders, ROOT } from "./support.ts";

interface Answer {
  readonly data: { readonly _meta: { readonly block: { readonly number: number; readonly hash: string } } };
}

/** One `npm start`, without npm. */
class Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  text = "";

  constructor(environment: Readonly<Record<string, string>>, ...args: string[]) {
    const command = [join(ROOT, "node_modules/hardhat/dist/src/cli.js"), "start", ...args];
    this.child = spawn(process.execPath, command, { cwd: ROOT, env: { ...process.env, ...environment } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.text += chunk.toString()));
    }
    this.ended = once(this.child, "exit").then(([code]) => code as number | null);
  }

  async says(pattern: RegExp): Promise<void> {
    await until(`"${String(pattern)}" is said`, 50_000, () => {
      if (this.child.exitCode !== null && !pattern.test(this.text)) throw new Error(this.text);
      return Promise.resolve(pattern.test(this.text));
    });
  }
}

describe("npm start", function () {
  const folders = new Folders();
  let directory: string;
  let environment: Record<string, string>;
  let chainUrl: string;
  let graphUrl: string;

  before(async function () {
    const absent =
      findGnd() === undefined ? MISSING_GND : foundry("anvil") === undefined ? missing("anvil") : undefined;
    if (absent !== undefined) {
      console.log(`    skipped: ${absent}`);
      return this.skip();
    }
    directory = folders.make();
    // PostgreSQL runs as another user where we are root.
    chmodSync(directory, 0o755);
    const [chain = 0, graph = 0, postgres = 0] = await freePorts(3);
    chainUrl = `http://127.0.0.1:${chain}`;
    graphUrl = `http://127.0.0.1:${graph}/subgraphs/name/granary`;
    environment = {
      GRANARY_LOCAL: directory,
      GRANARY_SUBGRAPH: buildFixture(),
      GRANARY_PORT: String(chain),
      GRANARY_GRAPHQL_PORT: String(graph),
      GRANARY_POSTGRES_PORT: String(postgres),
    };
  });
  after(() => {
    for (const { child } of starts) child.kill("SIGKILL");
    folders.clear();
  });

  /** What a test that failed left running is among them. */
  const starts: Start[] = [];
  function run(...wanted: ConstructorParameters<typeof Start>): Start {
    const start = new Start(...wanted);
    starts.push(start);
    return start;
  }

  const head = async (): Promise<{ number: number; hash: string }> => {
    const answer = (await post(graphUrl, { query: "{ _meta { block { number hash } } }" })) as Answer;
    return answer.data._meta.block;
  };

  it("is ready, is alone, goes on after SIGKILL with what was there, and leaves nothing running", async () => {
    const first = run(environment);
    await first.says(/^Ready/m);
    expect(/^Ready[^\n]*\n((?: {2}\S[^\n]*\n){10})/m.test(first.text), first.text).to.be.true;
    const seeded = await head();
    expect(seeded.number).to.be.greaterThan(100);

    const second = run(environment);
    expect(await second.ended).to.equal(1);
    expect(second.text).to.match(/^It is running already: process \d+ uses .*\nStop it first/m);

    first.child.kill("SIGKILL");
    await first.ended;
    const third = run(environment);
    await third.says(/^Ready/m);
    expect(third.text).to.contain("Going on with what is in");
    expect(await head()).to.deep.equal(seeded);
    expect(await rpc(chainUrl, "eth_blockNumber")).to.equal(`0x${seeded.number.toString(16)}`);

    third.child.kill("SIGTERM");
    expect(await third.ended).to.equal(0);
    expect(await answers(() => rpc(chainUrl, "eth_chainId"))).to.be.false;
    expect(await answers(() => post(graphUrl, {}))).to.be.false;
  });

  it("begins anew with --fresh, and can be stopped while it starts", async () => {
    const start = run(environment, "--fresh");
    await start.says(/Chain \(anvil\) and PostgreSQL run/);
    expect(start.text).to.contain("Beginning anew");
    start.child.kill("SIGINT");
    expect(await start.ended).to.equal(0);
    expect(start.text).to.contain("The next start begins anew");
  });

  it("says which port is taken, and what is no port", async () => {
    const [, port = ""] = /:(\d+)/.exec(chainUrl) ?? [];
    const server = createServer();
    // What the stopped start left ends within a moment.
    await until("The port is free", 10_000, () =>
      answers(
        () =>
          new Promise((resolve, reject) =>
            server.once("error", reject).listen(Number(port), "127.0.0.1", () => resolve(1)),
          ),
      ),
    );
    const start = run(environment);
    expect(await start.ended).to.equal(1);
    expect(start.text).to.contain(`Port ${port}, for the chain, is taken.`);
    server.close();
    const wrong = run({ ...environment, GRANARY_PORT: "many" });
    expect(await wrong.ended).to.equal(1);
    expect(wrong.text).to.contain('GRANARY_PORT is "many", not a port.');
  });

  it("says what is wrong with its folder", async function () {
    const inTheWay = join(directory, "seeded-not.json");
    writeFileSync(inTheWay, "");
    const start = run({ ...environment, GRANARY_LOCAL: join(inTheWay, "here") });
    expect(await start.ended).to.equal(1);
    expect(start.text).to.contain("A file is where a folder should be.");
    // Root may write everywhere.
    if (process.getuid?.() === 0) return;
    const closed = folders.make();
    chmodSync(closed, 0o555);
    const refused = run({ ...environment, GRANARY_LOCAL: join(closed, "here") });
    expect(await refused.ended).to.equal(1);
    expect(refused.text).to.contain("There is no permission to read or write here.");
  });
});

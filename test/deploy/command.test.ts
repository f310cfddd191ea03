import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import hre from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";

const HARDHAT = createRequire(import.meta.url)
  .resolve("hardhat/package.json")
  .replace("package.json", "dist/src/cli.js");

interface Outcome {
  readonly failed: boolean;
  readonly out: string;
  readonly err: string;
}

/** `npm run deploy -- …` as its own process, with these variables and none that it would take for options. */
function run(args: readonly string[], variables: Record<string, string> = {}): Promise<Outcome> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(GRANARY|HARDHAT)_/.test(name));
  const env = { ...Object.fromEntries(inherited), ...variables, HARDHAT_DISABLE_TELEMETRY: "true", CI: "true" };
  return new Promise((resolve) => {
    execFile(process.execPath, [HARDHAT, "deploy", ...args], { env, cwd: hre.config.paths.root }, (error, out, err) => {
      resolve({ failed: error !== null, out, err });
    });
  });
}

describe("npm run deploy", function () {
  // Each run starts a process, which may compile first.
  this.timeout(300_000);

  const { privateKey, address } = new Wallet(`0x${"5a".repeat(32)}`);
  let server: JsonRpcServer;
  let url: string;
  let directory: string;

  before(async () => {
    const accounts = [{ privateKey, balance: "1000000000000000000" }];
    server = await hre.network.createServer({ network: "default", override: { accounts } }, "127.0.0.1");
    const { port } = await server.listen();
    url = `http://127.0.0.1:${port}/?secret=s3cret`;
    directory = mkdtempSync(join(tmpdir(), "deployments-"));
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it("explains itself", async () => {
    const { failed, out } = await run(["--help"]);
    expect(failed).to.equal(false);
    expect(out).to.contain("--verify-only").and.to.contain("--dry-run").and.to.contain("--out");
  });

  it("deploys through the RPC and with the key of the environment, then verifies without the key", async () => {
    const live = ["--network", "live", "--out", directory];
    const first = await run(live, { GRANARY_RPC_URL: url, GRANARY_DEPLOYER_KEY: privateKey });
    expect(first.err).to.equal("");
    expect(first.failed).to.equal(false);
    expect(first.out).to.contain(`${address.toLowerCase()} has 1`).and.to.contain("verified: all 6 contracts");
    expect(readdirSync(directory)).to.deep.equal(["31337.json"]);

    const second = await run([...live, "--verify-only"], { GRANARY_RPC_URL: url });
    expect(second.failed).to.equal(false);
    expect(second.out).to.match(/^verified: all 6 contracts are as recorded in .*31337\.json\n$/);
    for (const { out } of [first, second]) expect(out).not.to.contain("s3cret").and.not.to.contain(privateKey.slice(2));
  });

  for (const [fault, args, variables, message, remedy] of [
    ["no network", [], {}, "No network is named.", "--network live or --network localhost"],
    ["an unknown network", ["--network", "moon"], {}, "knows no network moon", "--network live"],
    ["a chain that dies with the process", ["--network", "default"], {}, "ends with this process", "--network live"],
    ["no RPC", ["--network", "live"], {}, "GRANARY_RPC_URL is not set", "Set the environment variable GRANARY_RPC_URL"],
    ["an RPC that is no URL", ["--network", "live"], { GRANARY_RPC_URL: "s3cret" }, "is not a URL", "https://"],
    [
      "no key",
      ["--network", "live"],
      { GRANARY_RPC_URL: "http://127.0.0.1:1" },
      "GRANARY_DEPLOYER_KEY is not set",
      "Set the environment variable GRANARY_DEPLOYER_KEY",
    ],
    [
      "a key that is none",
      ["--network", "live"],
      { GRANARY_RPC_URL: "http://127.0.0.1:1", GRANARY_DEPLOYER_KEY: "0xs3cret" },
      "GRANARY_DEPLOYER_KEY is not a private key",
      "64 hexadecimal digits",
    ],
    [
      "an RPC that does not answer",
      ["--network", "live"],
      { GRANARY_RPC_URL: "http://127.0.0.1:1/s3cret", GRANARY_DEPLOYER_KEY: privateKey },
      "live",
      "Run again",
    ],
  ] as const) {
    it(`stops at ${fault}, says what to do, and tells no secret`, async () => {
      const { failed, out, err } = await run([...args, "--out", directory], variables);
      expect(failed).to.equal(true);
      expect(err).to.contain(message).and.to.contain(remedy);
      expect(out + err)
        .not.to.contain("s3cret")
        .and.not.to.contain(privateKey.slice(2));
      expect(err).not.to.match(/^ {4}at /m);
    });
  }
});

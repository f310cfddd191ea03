import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const LAUNCHER = fileURLToPath(new URL("../../scripts/node/run.mjs", import.meta.url));

/** What the launcher makes of a line of JavaScript. */
function launch(script: string) {
  return spawnSync(process.execPath, [LAUNCHER, "node", "-e", script], { encoding: "utf8" });
}

describe("the launcher", () => {
  it("runs a Node that Hardhat accepts", () => {
    const [major, minor] = launch("console.log(process.versions.node)").stdout.split(".").map(Number);
    expect((major ?? 0) * 1000 + (minor ?? 0)).to.be.at.least(22_013);
  });

  it("passes the exit code on", () => {
    expect(launch("process.exit(7)").status).to.equal(7);
  });

  it("turns a death by signal into the shell's code", () => {
    expect(launch("process.kill(process.pid, 'SIGKILL')").status).to.equal(137);
  });

  it("forwards a signal and waits for the clean-up", async () => {
    const script = "process.on('SIGTERM', () => process.exit(5)); console.log('up'); setTimeout(() => {}, 60_000)";
    const child = spawn(process.execPath, [LAUNCHER, "node", "-e", script]);
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).to.deep.equal([5, null]);
  });

  it("says what to do where the command is missing", () => {
    const run = spawnSync(process.execPath, [LAUNCHER, "no-such-command"], { encoding: "utf8" });
    expect(run.status).to.equal(127);
    expect(run.stderr).to.contain("npm ci");
  });
});

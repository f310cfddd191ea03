import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { type Program, startChild } from "../../scripts/stack/child.ts";
import { killGroup } from "../../scripts/stack/kill.mjs";
import { until } from "../../scripts/stack/until.ts";
import { Folders, refusal, ROOT } from "./support.ts";

describe("A program that runs beside", () => {
  const folders = new Folders();
  after(() => folders.clear());

  /** A line of JavaScript; it is ready when the file `ready` is there. */
  function program(script: string, more: Partial<Program> = {}): Program {
    const folder = folders.make();
    const ready = join(folder, "ready");
    return {
      name: "The program",
      command: process.execPath,
      args: ["-e", script, ready],
      log: join(folder, "log"),
      stopSignal: "SIGINT",
      isReady: () => Promise.resolve(existsSync(ready)),
      readyWithinMs: 10_000,
      ...more,
    };
  }

  const READY = "require('fs').writeFileSync(process.argv[1], '');";
  const STAYS = "setInterval(() => {}, 1000);";

  it("is stopped with all that it started", async () => {
    const grandchild = `const { pid } = require('child_process').spawn(process.execPath, ['-e', '${STAYS}']); console.log(pid);`;
    const wanted = program(`${grandchild} ${READY} ${STAYS}`);
    const child = await startChild(wanted);
    const pid = Number(readFileSync(wanted.log, "utf8"));
    await child.stop();
    expect(await child.ended).to.equal("SIGINT");
    await until("The grandchild ends", 5000, () => Promise.resolve(!isAlive(pid)));
  });

  it("that ends too soon is quoted", async () => {
    const { message, remedy } = await refusal(startChild(program("console.log('no flour'); process.exit(3)")));
    expect(message).to.equal("The program ended (exit code 3) before it was ready. Its last lines:\nno flour");
    expect(remedy).to.match(/^All that it said is in .*log\.$/);
  });

  it("that has no room on the disk is understood", async () => {
    const text = "FATAL: could not write to file: No space left on device";
    const { message } = await refusal(startChild(program(`console.log('${text}'); process.exit(1)`)));
    expect(message).to.match(/^The disk is full\. \(The program, /);
  });

  it("that never is ready is stopped, and so is one that is not there", async () => {
    const slow = program(STAYS, { readyWithinMs: 200 });
    expect((await refusal(startChild(slow))).message).to.match(/^The program was not ready after 0\.2 s/);
    const absent = program("", { command: "/no/such/program" });
    expect((await refusal(startChild(absent))).message).to.contain("ENOENT");
  });

  it("ends when whoever started it is killed by SIGKILL, and so do temporary folders", async () => {
    const folder = folders.make();
    const wanted = program(`${READY} ${STAYS}`);
    const script = join(folder, "parent.ts");
    writeFileSync(
      script,
      `import { startChild } from ${JSON.stringify(join(ROOT, "scripts/stack/child.ts"))};
       import { temporary } from ${JSON.stringify(join(ROOT, "scripts/stack/folder.ts"))};
       import { existsSync } from "node:fs";
       const wanted = ${JSON.stringify(wanted)};
       const { path } = temporary("test");
       const child = await startChild({ ...wanted, isReady: async () => existsSync(wanted.args[2]) });
       console.log(JSON.stringify({ pid: child.pid, path }));
       ${STAYS}`,
    );
    const parent = spawn(process.execPath, ["--experimental-strip-types", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const { pid, path } = JSON.parse(line.toString()) as { pid: number; path: string };
    expect(killGroup(pid, 0)).to.be.true;
    expect(existsSync(path)).to.be.true;
    parent.kill("SIGKILL");
    await until("The child ends", 8000, () => Promise.resolve(!isAlive(pid) && !existsSync(path)));
  });

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { SubgraphError } from "./errors.ts";

/** A PostgreSQL that graph-node may fill, and how to be rid of it. */
export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

const INSTALLED = "/usr/lib/postgresql";
/** PostgreSQL refuses to run as root; its own packages make this user. */
const OTHER_USER = "postgres";

/** A throw-away PostgreSQL of the one that is installed: nothing in it outlives `stop`. */
export async function startDatabase(): Promise<Database> {
  const commands = installedCommands();
  const folder = mkdtempSync(join(tmpdir(), "granary-postgres-"));
  const asOther = process.getuid?.() === 0 ? ["runuser", "-u", OTHER_USER, "--"] : [];
  if (asOther.length > 0) run(["chown", OTHER_USER, folder]);
  const data = join(folder, "data");
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  run([...asOther, join(commands, "initdb"), "-D", data, "-U", "graph", "--auth=trust", "-E", "UTF8", "--locale=C"]);
  // What is lost with the machine is worth nothing: no waiting for disks.
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
  run([...asOther, join(commands, "pg_ctl"), "-D", data, "-o", settings, "-l", join(folder, "log"), "-w", "start"]);
  return {
    // graph-node insists on a password, and nobody checks it.
    url: `postgres://graph:none@127.0.0.1:${port}/postgres`,
    stop: () => {
      run([...asOther, join(commands, "pg_ctl"), "-D", data, "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

function installedCommands(): string {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
  const [newest] = versions;
  if (newest !== undefined) return join(INSTALLED, newest, "bin");
  throw new SubgraphError("No PostgreSQL was found.", "Give the URL of an empty database: --postgres-url <url>");
}

function run([command, ...args]: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command ?? "", args, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return;
  throw new SubgraphError(
    `${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`,
    "Give the URL of an empty database instead: --postgres-url <url>",
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

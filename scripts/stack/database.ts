import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import pg from "pg";
import { type Child, startChild } from "./child.ts";
import { explain, StackError } from "./errors.ts";
import { folderAt, temporary } from "./folder.ts";
import { freePort, isFree } from "./ports.ts";
import { findPostgres, type PostgresFiles } from "./postgres-files.ts";
import { own, type PostgresUser, postgresUser } from "./postgres-user.ts";
import { answers } from "./rpc.ts";

/** A PostgreSQL server of our own. */
export interface Database {
  readonly ended: Promise<string>;
  /** The URL of one of its databases, made if need be. Holds the password. */
  readonly open: (name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface DatabaseOptions {
  /** Where the data is kept; without it, in a folder that goes with the server. */
  readonly directory?: string;
  readonly port?: number;
  /** What was committed survives the machine's crash too: for money's books. */
  readonly durable?: boolean;
}

const OWNER = "granary";
const VERSION = "18";
/** What a crash may cost is the last moments: an indexer reads them again. */
const RELAXED = ["-c", "synchronous_commit=off"];
/** Nothing outlives this server. */
const CARELESS = ["-c", "fsync=off", "-c", "full_page_writes=off"];

export async function startDatabase({
  directory,
  port: wanted,
  durable = false,
}: DatabaseOptions = {}): Promise<Database> {
  const files = findPostgres();
  if (files === undefined) {
    throw new StackError(
      `npm has no PostgreSQL for ${process.platform} on ${process.arch}, or it is not installed.`,
      "Run `npm ci` with optional packages.",
    );
  }
  const port = wanted ?? (await freePort());
  if (!(await isFree(port))) {
    throw new StackError(`Port ${port}, for PostgreSQL, is taken.`, "Set GRANARY_POSTGRES_PORT to another.");
  }
  const folder = folderAt(directory, "postgres");
  const sockets = temporary("sql");
  try {
    demandShort(sockets.path);
    const user = postgresUser([files.postgres, directory ?? "/"]);
    own(user, sockets.path);
    if (directory === undefined) own(user, folder.path);
    const password = initialise(files, folder.path, user, durable);
    const log = join(folder.path, "postgres.log");
    const flags = ["-D", join(folder.path, "data"), "-p", String(port)];
    flags.push("-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${sockets.path}`);
    if (!durable) flags.push(...RELAXED, ...(directory === undefined ? CARELESS : []));
    const urlOf = (name: string): string =>
      `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${name}` +
      (process.platform === "win32" ? "" : `?host=${encodeURIComponent(sockets.path)}`);
    const child = await startChild({
      name: "PostgreSQL",
      ...as(user, files.postgres, flags),
      log,
      // "Fast": ends what is running and closes the books.
      stopSignal: "SIGINT",
      isReady: () => answers(() => query(urlOf("postgres"), "select 1")),
      readyWithinMs: 30_000,
    });
    return serverOf(child, urlOf, () => {
      sockets.remove();
      folder.remove();
    });
  } catch (error) {
    sockets.remove();
    folder.remove();
    throw error;
  }
}

/** What the system allows for a socket's name, less the name itself. */
const LONGEST_SOCKETS = 107 - "/.s.PGSQL.65535.lock".length;

function demandShort(path: string): void {
  if (process.platform === "win32" || path.length <= LONGEST_SOCKETS) return;
  throw new StackError(`PostgreSQL cannot listen in ${path}: the path is too long.`, "Set TMPDIR to a shorter one.");
}

function serverOf({ ended, stop, kill }: Child, urlOf: (name: string) => string, clear: () => void): Database {
  return {
    ended,
    open: async (name) => {
      const known = await query(urlOf("postgres"), "select 1 from pg_database where datname = $1", [name]);
      if (known.length === 0) await query(urlOf("postgres"), `create database ${pg.escapeIdentifier(name)}`);
      return urlOf(name);
    },
    stop: () => stop().then(clear),
    kill: () => kill().then(clear),
  };
}

/** One query over a connection of its own. */
export async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** @returns the password, without which other users of this machine would be let in */
function initialise({ initdb }: PostgresFiles, folder: string, user: PostgresUser, durable: boolean): string {
  const data = join(folder, "data");
  const secret = join(folder, "password");
  if (existsSync(data)) {
    const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
    if (version !== VERSION) {
      throw new StackError(
        `${data} was made by PostgreSQL ${version}; this is ${VERSION}.`,
        "Start over with --fresh.",
      );
    }
    own(user, data);
    return readFileSync(secret, "utf8");
  }
  // Made beside and then renamed: an interrupted start leaves no half database.
  const beside = `${data}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { mode: 0o700 });
  own(user, beside);
  const password = randomBytes(16).toString("hex");
  writeFileSync(secret, password, { mode: 0o600 });
  const handed = join(beside, "..", "password.new");
  writeFileSync(handed, password, { mode: 0o600 });
  own(user, handed);
  const flags = [`--pgdata=${beside}`, `--username=${OWNER}`, `--pwfile=${handed}`, "--auth=scram-sha-256"];
  // What graph-node asks for.
  flags.push("--encoding=UTF8", "--locale=C", ...(durable ? [] : ["--no-sync"]));
  const { command, args, ...ids } = as(user, initdb, flags);
  const { status, stderr, stdout, error } = spawnSync(command, args, { encoding: "utf8", ...ids });
  rmSync(handed, { force: true });
  if (status !== 0) {
    const said = error?.message ?? `${stdout}${stderr}`;
    throw explain(said, data) ?? new StackError(`initdb failed: ${said}`, "Does `npm ci` pass without warnings?");
  }
  renameSync(beside, data);
  chmodSync(data, 0o700);
  return password;
}

function as(user: PostgresUser, command: string, args: string[]): { command: string; args: string[]; uid?: number } {
  switch (user.kind) {
    case "same":
      return { command, args };
    case "other":
      return { command, args, ...{ uid: user.uid, gid: user.gid } };
    case "namespace": {
      const [first = "", ...rest] = user.prefix;
      return { command: first, args: [...rest, command, ...args] };
    }
  }
}

import { spawnSync } from "node:child_process";
import { chownSync, existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { StackError } from "./errors.ts";

/** As whom PostgreSQL runs: it refuses root, who can do anything. */
export type PostgresUser =
  | { readonly kind: "same" }
  | { readonly kind: "other"; readonly uid: number; readonly gid: number }
  /** Root, but in a user namespace in which he is nobody: he keeps his files and loses his powers. */
  | { readonly kind: "namespace"; readonly prefix: readonly string[] };

/** The users that a system may have for this; the second is everywhere. */
const USERS = ["postgres", "nobody"];
const NAMESPACE = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];

/** @param paths what PostgreSQL must reach: its programs, its data */
export function postgresUser(paths: readonly string[]): PostgresUser {
  if (process.getuid?.() !== 0) return { kind: "same" };
  const found = USERS.map(idsOf).find((ids) => ids !== undefined);
  if (found !== undefined && paths.every(isReachable)) return { kind: "other", ...found };
  const [command = "", ...args] = NAMESPACE;
  if (spawnSync(command, [...args, "true"]).status === 0) return { kind: "namespace", prefix: NAMESPACE };
  throw new StackError(
    "PostgreSQL does not run as root, and no other user reaches this folder.",
    "Start as another user, or from a folder that others may enter, such as /srv.",
  );
}

function idsOf(user: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, user], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** May others pass through every folder on the way? */
function isReachable(path: string): boolean {
  if (!existsSync(path)) return isReachable(dirname(path));
  const stat = statSync(path);
  if (stat.isDirectory() && (stat.mode & 0o001) === 0) return false;
  return dirname(path) === path || isReachable(dirname(path));
}

/** Gives a folder and all in it to whoever runs PostgreSQL: an earlier start may have run it as somebody else. */
export function own(user: PostgresUser, path: string): void {
  if (user.kind === "same") return;
  const [uid, gid] = user.kind === "other" ? [user.uid, user.gid] : [0, 0];
  const give = (one: string): void => {
    const stat = lstatSync(one);
    if (stat.uid !== uid) chownSync(one, uid, gid);
    if (stat.isDirectory()) for (const name of readdirSync(one)) give(join(one, name));
  };
  give(path);
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { temporary } from "./folder.ts";
import { relay } from "./relay.mjs";

const INSIDE = fileURLToPath(new URL("inside.mjs", import.meta.url));
const SET_UP = "ip link set lo up || ifconfig lo up";

/** How to enter a network of one's own here; undefined where the system does not let us. */
export function isolator(): readonly string[] | undefined {
  if (process.platform !== "linux") return undefined;
  // Root keeps his own user: in a namespace he could not read what he gave to others.
  const prefix = process.getuid?.() === 0 ? ["unshare", "--net"] : ["unshare", "--net", "--map-root-user"];
  const [command = "", ...args] = prefix;
  return spawnSync(command, [...args, "sh", "-c", SET_UP], { stdio: "ignore" }).status === 0 ? prefix : undefined;
}

export interface Isolated {
  readonly command: string;
  readonly args: readonly string[];
  readonly stop: () => void;
}

/**
 * Prepares a program to run in a network of its own.
 *
 * @param offers ports that it listens on; they are reached at the same numbers, from the loopback only
 * @param needs ports of the loopback that it connects to
 */
export async function isolate(
  prefix: readonly string[],
  program: { readonly command: string; readonly args: readonly string[] },
  { offers, needs }: { readonly offers: readonly number[]; readonly needs: readonly number[] },
): Promise<Isolated> {
  const folder = temporary("net");
  const relays = await Promise.all([
    ...needs.map((port) => relay({ path: join(folder.path, `needs-${port}`) }, { port })),
    ...offers.map((port) => relay({ port }, { path: join(folder.path, `offers-${port}`) })),
  ]);
  const [command = "", ...rest] = prefix;
  return {
    command,
    args: [...rest, process.execPath, INSIDE, JSON.stringify({ folder: folder.path, offers, needs, ...program })],
    stop: () => {
      for (const { stop } of relays) stop();
      folder.remove();
    },
  };
}

// Runs a program in a network of its own, where nobody but us can reach it: started by `unshare --net`. The network has
// nothing but a loopback. Named ports lead in and out of it, through Unix sockets, which know no networks.
//
// Its one argument is JSON: { folder, ports in, ports out, command, args }.

import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { relay } from "./relay.mjs";

/** @typedef {{ folder: string, offers: number[], needs: number[], command: string, args: string[] }} Task */

/** @type {unknown} */
const parsed = JSON.parse(process.argv[2] ?? "");
const { folder, offers, needs, command, args } = /** @type {Task} */ (parsed);

const isUp = [
  ["ip", "link", "set", "lo", "up"],
  ["ifconfig", "lo", "up"],
].some(([tool = "", ...rest]) => spawnSync(tool, rest).status === 0);
if (!isUp) {
  console.error("the loopback of the new network cannot be set up");
  process.exit(1);
}

for (const port of needs) await relay({ port }, { path: join(folder, `needs-${port}`) });
for (const port of offers) await relay({ path: join(folder, `offers-${port}`) }, { port });

const child = spawn(command, args, { stdio: "inherit" });
// The signal goes to our whole process group: the program ends by itself, and we with it.
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => {});
child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("exit", (code) => process.exit(code ?? 1));

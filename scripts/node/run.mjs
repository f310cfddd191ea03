// Runs a command under a Node that Hardhat accepts: `node scripts/node/run.mjs <command> [arguments]`.
//
// Hardhat exits on Node older than 22.13, yet the project promises Node 20.19. So where the host's Node is too old,
// the Node that came as an optional npm package is put first on PATH, and the command never knows.
// Plain JavaScript, because this file itself must run on the old Node.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suitableNode } from "./suitable-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [command, ...args] = process.argv.slice(2);

if (command === undefined) {
  console.error("usage: node scripts/node/run.mjs <command> [arguments]");
  process.exit(2);
}

const node = suitableNode();
const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);

const child = spawn(command === "node" ? node : command, args, {
  stdio: "inherit",
  // npm's commands are .cmd files on Windows, which only a shell can start.
  shell: process.platform === "win32" && command !== "node",
  env: {
    ...process.env,
    PATH: path,
    // Nothing here may wait for an answer or speak to a server that nobody asked for.
    HARDHAT_DISABLE_TELEMETRY: "true",
  },
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the whole group: a second SIGINT would make the child skip its own clean-up.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  });
}

child.on("error", (error) => {
  console.error(`cannot start ${command}: ${error.message}. Run \`npm ci\` first.`);
  process.exit(127);
});

child.on("close", (code, signal) => {
  // The shell's convention for a death by signal: 128 plus its number.
  process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
});

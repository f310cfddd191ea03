// Runs a command under a Node that Hardhat accepts: `node scripts/node/run.mjs <command> [arguments]`.
//
// Hardhat exits on Node older than 22.13, yet the project promises Node 20.19. So where the host's Node is too old,
// the Node that came as an optional npm package is put first on PATH, and the command never knows.
// Plain JavaScript, because this file itself must run on the old Node.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suitableNode } from "./suitable-node.mjs";

const commands = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const [command, ...args] = process.argv.slice(2);

if (command === undefined) {
  console.error("usage: node scripts/node/run.mjs <command> [arguments]");
  process.exit(2);
}

const node = suitableNode();
const environment = {
  ...process.env,
  PATH: [dirname(node), commands, process.env["PATH"]].filter(Boolean).join(delimiter),
  // Nothing here speaks to a server that nobody asked for. In a terminal Hardhat fetches a banner, unless in CI.
  HARDHAT_DISABLE_TELEMETRY: "true",
  ...(process.stdout.isTTY && { CI: process.env["CI"] ?? "true" }),
};

const child = spawn(command === "node" ? node : command, args, {
  stdio: "inherit",
  env: environment,
  // npm's commands are .cmd files on Windows, which only a shell can start.
  shell: process.platform === "win32" && command !== "node",
});

/** @type {NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of forwarded) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the whole group: a second SIGINT would make the child skip its own clean-up.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  });
}

// npm hands SIGTERM to the shell that it starts its scripts with, and that shell dies of it without handing it on.
if (process.env["npm_lifecycle_event"] !== undefined && process.platform !== "win32") {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 250);
  watch.unref();
}

child.on("error", (error) => {
  console.error(`cannot start ${command}: ${error.message}. Run \`npm ci\` first.`);
  process.exit(127);
});

child.on("close", (code, signal) => {
  // The shell's convention for a death by signal: 128 plus its number.
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});

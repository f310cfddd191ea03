// Outlives the process that started it by a moment, to stop that process's children: the only way to be rid of them when
// it was killed by SIGKILL. It hears on its standard input what runs; when that ends, so did the parent.
//
// A line is "+ <pid> <signal>" (started; how it wants to be stopped) or "- <pid>" (gone). A child leads its own process
// group, so its whole tree is stopped.

import process from "node:process";
import { createInterface } from "node:readline";
import { killGroup } from "./kill.mjs";

const PATIENCE_MS = 5000;

/** @type {Map<number, NodeJS.Signals>} */
const running = new Map();

// A terminal sends Ctrl-C to everybody; the parent's end is what counts here.
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => {});

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const [sign, pid, signal] = line.split(" ");
  if (sign === "+") running.set(Number(pid), /** @type {NodeJS.Signals} */ (signal));
  else running.delete(Number(pid));
});
lines.on("close", () => {
  for (const [pid, signal] of running) killGroup(pid, signal);
  const deadline = Date.now() + PATIENCE_MS;
  const timer = setInterval(() => {
    for (const pid of running.keys()) if (!killGroup(pid, 0)) running.delete(pid);
    if (running.size > 0 && Date.now() < deadline) return;
    clearInterval(timer);
    for (const pid of running.keys()) killGroup(pid, "SIGKILL");
  }, 50);
});

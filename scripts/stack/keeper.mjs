// Outlives the process that started it by a moment, to end that process's children and delete its temporary folders: the
// only way to be rid of them when it was killed by SIGKILL. It hears on its standard input what there is; when that ends,
// so did the parent.
//
// A line is JSON: { pid, signal } (started; how it wants to be stopped), { gone: pid }, { folder }, { deleted: folder }.
// A child leads its own process group, so its whole tree is stopped.

import { rmSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { killGroup } from "./kill.mjs";

const PATIENCE_MS = 5000;

/** @typedef {{ pid: number, signal: NodeJS.Signals } | { gone: number } | { folder: string } | { deleted: string }} Line */

/** @type {Map<number, NodeJS.Signals>} */
const running = new Map();
/** @type {Set<string>} */
const folders = new Set();

// A terminal sends Ctrl-C to everybody; the parent's end is what counts here.
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => {});

const lines = createInterface({ input: process.stdin });
lines.on("line", (text) => {
  /** @type {unknown} */
  const parsed = JSON.parse(text);
  const line = /** @type {Line} */ (parsed);
  if ("pid" in line) running.set(line.pid, line.signal);
  else if ("gone" in line) running.delete(line.gone);
  else if ("folder" in line) folders.add(line.folder);
  else folders.delete(line.deleted);
});
lines.on("close", () => {
  for (const [pid, signal] of running) killGroup(pid, signal);
  const deadline = Date.now() + PATIENCE_MS;
  const timer = setInterval(() => {
    for (const pid of running.keys()) if (!killGroup(pid, 0)) running.delete(pid);
    if (running.size > 0 && Date.now() < deadline) return;
    clearInterval(timer);
    for (const pid of running.keys()) killGroup(pid, "SIGKILL");
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 50);
});

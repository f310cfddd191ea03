import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { explain, StackError } from "./errors.ts";
import { forget, keep } from "./keeper.ts";
import { killGroup } from "./kill.mjs";

/** A program that runs beside this one. */
export interface Child {
  readonly pid: number;
  /** Settles when the program has ended, whoever ended it; the text says how. */
  readonly ended: Promise<string>;
  /** Ends it and all that it started, politely first. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
}

export interface Program {
  /** As messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The file that gets all that it prints. */
  readonly log: string;
  /** What ends it in order. */
  readonly stopSignal: NodeJS.Signals;
  /** Does it serve yet? Asked every 50 ms. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs: number;
}

const POLL_MS = 50;
const STOP_WITHIN_MS = 10_000;
const LAST_LINES = 12;
const FULL_BYTES = 1024 * 1024;

/** Starts a program and returns when it serves. If it ends before that, or is too slow, the error quotes its last lines. */
export async function startChild(program: Program): Promise<Child> {
  const child = launch(program);
  let end: string | undefined;
  void child.ended.then((how) => (end = how));
  const deadline = Date.now() + program.readyWithinMs;
  while (!(await program.isReady())) {
    if (end !== undefined) throw failure(program, `${program.name} ended (${end}) before it was ready`);
    if (Date.now() > deadline) {
      await child.stop();
      throw failure(program, `${program.name} was not ready after ${program.readyWithinMs / 1000} s`);
    }
    await pause(POLL_MS);
  }
  return child;
}

function launch({ command, args, env, cwd, uid, gid, log, stopSignal }: Program): Child {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  // Its own process group: Ctrl-C in a terminal reaches us alone, and we end the others in the right order.
  const child = spawn(command, args, {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  closeSync(output);
  const { pid } = child;
  let isRunning = true;
  const ended = new Promise<string>((resolve) => {
    const settle = (how: string): void => {
      isRunning = false;
      if (pid !== undefined) forget(pid);
      resolve(how);
    };
    child.once("error", (error) => settle(error.message));
    child.once("exit", (code, signal) => settle(signal ?? `exit code ${code}`));
  });
  if (pid !== undefined) keep(pid, stopSignal);

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (pid === undefined || !isRunning) return;
    killGroup(pid, signal);
    const giveUp = setTimeout(() => killGroup(pid, "SIGKILL"), STOP_WITHIN_MS);
    await ended;
    clearTimeout(giveUp);
    // What it started and did not end itself.
    killGroup(pid, "SIGKILL");
  };
  return { pid: pid ?? 0, ended, stop: () => end(stopSignal), kill: () => end("SIGKILL") };
}

/** Why a program does not run, in a sentence where its last words are known, else with those words. */
export function failure({ name, log }: Pick<Program, "name" | "log">, what: string): StackError {
  const lines = lastLines(log);
  // On a full disk a program cannot even write down why it ends.
  const known = explain(isFull(log) ? "ENOSPC" : lines, `${name}, ${log}`);
  if (known !== undefined) return known;
  return new StackError(`${what}. Its last lines:\n${lines}`, `All that it said is in ${log}.`);
}

function isFull(log: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(log));
    return bavail * bsize < FULL_BYTES;
  } catch {
    return false;
  }
}

function lastLines(log: string): string {
  try {
    // eslint-disable-next-line no-control-regex -- colours
    const text = readFileSync(log, "utf8").replaceAll(/\x1b\[[0-9;]*m/g, "");
    const telling = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+(\d+:|at) /.test(line));
    return telling.slice(-LAST_LINES).join("\n");
  } catch {
    return "(nothing)";
  }
}

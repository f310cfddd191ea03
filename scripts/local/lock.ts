import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { StackError } from "../stack/errors.ts";
import { keeperPid } from "../stack/keeper.ts";
import { until } from "../stack/until.ts";

/** Who runs a market in a folder. */
interface Holder {
  readonly pid: number;
  /** When that process began, as the system counts: numbers are used again. */
  readonly began: string;
  /** The process that ends what it started. */
  readonly keeper: number;
}

/**
 * Takes a folder for this process. If the last holder was killed, waits until all that it started has ended.
 *
 * @returns gives it back
 */
export async function lock(directory: string): Promise<() => void> {
  const file = join(directory, "running.json");
  const holder = read(file);
  if (holder !== undefined && runs(holder)) {
    throw new StackError(
      `It is running already: process ${holder.pid} uses ${directory}.`,
      `Stop it first (Ctrl-C in its terminal, or: kill ${holder.pid}).`,
    );
  }
  if (holder !== undefined && holder.keeper > 0) {
    await until("What the last start left behind ends", 15_000, () => Promise.resolve(!isAlive(holder.keeper)));
  }
  const mine: Holder = { pid: process.pid, began: beganOf(process.pid), keeper: keeperPid() };
  if (holder !== undefined) clear(file, holder);
  try {
    // "wx": of two that start at the same moment, one fails.
    writeFileSync(file, JSON.stringify(mine), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw underWay();
  }
  return () => rmSync(file, { force: true });
}

/** Takes away what a dead holder left; what another start has put in its place meanwhile stays. */
function clear(file: string, dead: Holder): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw underWay();
  }
  const taken = read(aside);
  if (taken?.pid !== dead.pid || taken.began !== dead.began) {
    renameSync(aside, file);
    throw underWay();
  }
  rmSync(aside);
}

function underWay(): StackError {
  return new StackError("Another start is under way.", "Wait for it, or stop it first.");
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function runs({ pid, began }: Holder): boolean {
  return isAlive(pid) && beganOf(pid) === began;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function beganOf(pid: number): string {
  try {
    // Linux: the 22nd field, counted from behind the command, which may hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

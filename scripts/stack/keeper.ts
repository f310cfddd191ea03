import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("keeper.mjs", import.meta.url));

let keeper: ChildProcess | undefined;

/** From now on this child is stopped when this process ends, however it ends. */
export function keep(pid: number, signal: NodeJS.Signals): void {
  tell({ pid, signal });
}

export function forget(pid: number): void {
  tell({ gone: pid });
}

/** The same for a folder, which is deleted. */
export function keepFolder(folder: string): void {
  tell({ folder });
}

export function forgetFolder(folder: string): void {
  tell({ deleted: folder });
}

function tell(line: object): void {
  keeper ??= start();
  keeper.stdin?.write(`${JSON.stringify(line)}\n`);
}

function start(): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  // It must not keep this process alive, and its death (somebody killed it) must not end it.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin?.on("error", () => {});
  child.once("exit", () => (keeper = undefined));
  return child;
}

/** The process that outlives this one by a moment; 0 where it could not be started. */
export function keeperPid(): number {
  keeper ??= start();
  return keeper.pid ?? 0;
}

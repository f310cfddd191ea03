import { spawnSync } from "node:child_process";
import process from "node:process";

/**
 * Sends a signal to a process and all that it started.
 *
 * @param {number} pid the leader of a process group
 * @param {NodeJS.Signals | 0} signal 0 only asks whether it runs
 * @returns {boolean} was there anybody?
 */
export function killGroup(pid, signal) {
  try {
    if (process.platform === "win32") {
      if (signal === 0) return process.kill(pid, 0);
      return spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" }).status === 0;
    }
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

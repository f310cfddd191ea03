// Tools that come from PyPI: the one on PATH, else one in a virtual environment under cache/, pinned.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const WINDOWS = process.platform === "win32";

/** @param {string} command @param {string[]} args */
const works = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

/**
 * @param {string} tool the command
 * @param {string} requirement as pip reads it, with its version
 * @param {readonly string[]} companions what the tool needs beside it, pinned likewise
 * @returns {string | undefined} what to run, undefined where there is no Python or PyPI is out of reach
 */
export function pythonTool(tool, requirement, companions = []) {
  const name = [requirement, ...companions].join("-").replaceAll(/[^\w.-]+/g, "-");
  const folder = join("cache", "python", name);
  const scripts = join(folder, WINDOWS ? "Scripts" : "bin");
  const installed = join(scripts, WINDOWS ? `${tool}.exe` : tool);
  if (existsSync(installed)) return installed;

  const python = ["python3", "python"].find((name) => works(name, ["-m", "venv", "--help"]));
  if (python === undefined) return undefined;
  console.log(`installing ${[requirement, ...companions].join(", ")} into ${folder}`);
  /** @param {readonly string[]} requirements */
  const install = (requirements) =>
    spawnSync(join(scripts, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...requirements], {
      stdio: ["ignore", "ignore", "inherit"],
    }).status === 0;
  // The tool comes last: where it stands, all stands.
  const isReady =
    works(python, ["-m", "venv", folder]) && (companions.length === 0 || install(companions)) && install([requirement]);
  return isReady && existsSync(installed) ? installed : undefined;
}

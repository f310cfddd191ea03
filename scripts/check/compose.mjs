// Is deploy/docker-compose.yml what it should be? By our rules, and by Docker's where it is installed.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { composeFaults } from "./compose-rules.mjs";

const FILE = "deploy/docker-compose.yml";

const faults = composeFaults(readFileSync(FILE, "utf8"));
if (spawnSync("docker", ["compose", "version"], { stdio: "ignore" }).status === 0) {
  const env = { ...process.env, GRANARY_RPC_URL: "http://127.0.0.1:8545", GRANARY_POSTGRES_PASSWORD: "checked" };
  const { status, stderr } = spawnSync("docker", ["compose", "-f", FILE, "config", "--quiet"], {
    env,
    encoding: "utf8",
  });
  if (status !== 0) faults.push(stderr.trim());
}
for (const fault of faults) console.log(`${FILE}: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);

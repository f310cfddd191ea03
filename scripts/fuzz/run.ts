// `npm run check:api`: a real bridge is sent what its own OpenAPI document allows and what it does not, by Schemathesis. No
// answer may be a fault of the server, late, or of another shape than was promised. Schemathesis comes from PyPI: without
// Python this check says so and fails; with --if-available it passes.

import { spawnSync } from "node:child_process";
import process from "node:process";
import hre from "hardhat";
import { Market } from "../../test/bridge/support/market.ts";
import { startDatabase } from "../stack/database.ts";
import { pythonTool } from "../tools/python.mjs";

const SCHEMATHESIS = "schemathesis==4.32.5";
const CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance";
const EXAMPLES = "60";
const SEED = "1";

const schemathesis = pythonTool("schemathesis", SCHEMATHESIS);
if (schemathesis === undefined) {
  console.log(`skipped: Schemathesis needs Python 3 with venv, and PyPI (pip install ${SCHEMATHESIS})`);
  process.exitCode = process.argv.includes("--if-available") ? 0 : 1;
} else {
  process.exitCode = await fuzz(schemathesis);
}

async function fuzz(tool: string): Promise<number> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const database = await startDatabase();
  const market = await Market.open(await database.open("fuzz"));
  try {
    await market.buyPools(2, { units: 3600n, cap: 1000n });
    const { status } = spawnSync(
      tool,
      [
        "run",
        `${market.url}/openapi.json`,
        ...["--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", SEED, "--generation-deterministic"],
        // A stream that goes on is no hang; without a signature nobody gets one.
        ...["--request-timeout", "10", "--max-response-time", "5", "--suppress-health-check", "all"],
        ...["--phases", "examples,coverage,fuzzing", "--warnings", "off"],
      ],
      { stdio: "inherit", env: { ...process.env, SCHEMATHESIS_HOOKS: "", NO_COLOR: "1" } },
    );
    const isAlive = (await fetch(`${market.url}/readyz`)).ok;
    if (!isAlive) console.log("the bridge is not ready any more");
    return status === 0 && isAlive ? 0 : 1;
  } finally {
    await market.close();
    await database.stop();
  }
}

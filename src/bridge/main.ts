// A farm's bridge on a database that is there already. `npm run bridge` brings one along.

import process from "node:process";
import { runBridge } from "./run.ts";

process.exitCode = await runBridge();

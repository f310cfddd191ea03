import process from "node:process";
import { parseArgs } from "node:util";

const PARTS = ["verify", "deploy", "follow", "relay", "memory"];

const HELP = `usage: npm run bench:bridge -- [options]

What the bridge can do, as ratios against the best that is possible here.

  --parts <parts>  some of ${PARTS.join(",")}; all without it
  --no-ponder      without Ponder, beside the follower
  --help           this

deploy compares with pgbench, where it is installed; follow and relay need Anvil (Linux x64, from npm).`;

/** What the command line asks for; undefined when it asks for help, or for what there is not. */
export function readParts(args: readonly string[]): ReadonlySet<string> | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        parts: { type: "string", default: PARTS.join(",") },
        ponder: { type: "boolean", default: true },
        help: { type: "boolean", short: "h" },
      },
    });
    const parts = new Set(values.parts.split(","));
    const unknown = [...parts].filter((part) => !PARTS.includes(part));
    if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}.`);
    if (parts.has("follow") && values.ponder) parts.add("ponder");
    if (values.help !== true) return parts;
    console.log(HELP);
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${HELP}`);
    process.exitCode = 1;
  }
  return undefined;
}

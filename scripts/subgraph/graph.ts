import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { SubgraphError } from "./errors.ts";

/** graph-cli's own file: links in `.bin` are not to be relied on. */
const CLI = join(
  dirname(createRequire(import.meta.url).resolve("@graphprotocol/graph-cli/package.json")),
  "bin/run.js",
);

/** The option whose value is never shown. */
export const SECRET = "--deploy-key";

/** Runs graph-cli in a folder. Its progress is for nobody: what it says is shown only when it fails. */
export async function graph(folder: string, args: readonly string[]): Promise<void> {
  const { code, output } = await quietly(folder, args);
  if (code === 0) return;
  throw new SubgraphError(
    `graph ${args.map((arg, at) => (args[at - 1] === SECRET ? "…" : arg)).join(" ")} failed:\n${readable(output)}`,
    "Mend what it says, and run it again.",
  );
}

/** Types for the mappings, then the mappings themselves, into `build/`. */
export async function buildSubgraph(folder: string): Promise<void> {
  await graph(folder, ["codegen"]);
  await graph(folder, ["build"]);
}

function quietly(folder: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      // It counts its uses unless told not to.
      env: { ...process.env, GRAPH_CLI_DISABLE_TELEMETRY: "true", DO_NOT_TRACK: "1" },
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, output });
    });
  });
}

/** Without colours, migrations that it skipped, and stacks of its own code. */
function readable(output: string): string {
  return stripVTControlCharacters(output)
    .split("\n")
    .filter((line) => line.trim() !== "" && !/Apply migrations|Skip migration|^\s+at /.test(line))
    .join("\n");
}

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StackError } from "../stack/errors.ts";

const SCRIPT = "subgraph:build";
const LOCAL_CHAIN = 31337;

/**
 * Builds our subgraph for a deployment.
 *
 * @param records the folder that holds the record of the deployment
 * @returns the folder of what was built; undefined while there is no subgraph to build
 */
export async function buildSubgraph(root: string, records: string): Promise<string | undefined> {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  if (scripts[SCRIPT] === undefined) return undefined;
  const { code, output } = await run(root, [
    ...["run", "--silent", SCRIPT, "--"],
    ...["--deployment", join(records, `${LOCAL_CHAIN}.json`), "--network", "local"],
  ]);
  const built = join(root, "subgraph", "build");
  if (code === 0 && existsSync(join(built, "subgraph.yaml"))) return built;
  throw new StackError(`The subgraph was not built:\n${output.trim()}`, `Run npm run ${SCRIPT} by itself.`);
}

function run(cwd: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, { cwd, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
    let output = "";
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { StackError } from "../../scripts/stack/errors.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIXTURE = fileURLToPath(new URL("fixture", import.meta.url));

/** Folders that a test file leaves behind. */
export class Folders {
  readonly #made: string[] = [];

  make(): string {
    const folder = mkdtempSync(join(tmpdir(), "stack-test-"));
    this.#made.push(folder);
    return folder;
  }

  clear(): void {
    for (const folder of this.#made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * The fixture as graph-cli builds it, kept until its sources change: building takes as long as all the tests here.
 *
 * @returns the folder of what was built
 */
export function buildFixture(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(FIXTURE).sort()) hash.update(readFileSync(join(FIXTURE, name)));
  const place = join(ROOT, "cache", "stack-fixture", hash.digest("hex").slice(0, 16));
  if (existsSync(place)) return place;
  const work = `${place}.${process.pid}`;
  cpSync(FIXTURE, work, { recursive: true });
  // AssemblyScript goes by the name of TypeScript there; here mocha would load it.
  renameSync(join(work, "mapping.as"), join(work, "mapping.ts"));
  const cli = dirname(createRequire(import.meta.url).resolve("@graphprotocol/graph-cli/package.json"));
  const graph = join(cli, "bin", "run.js");
  const run = spawnSync(process.execPath, [graph, "build", "--skip-migrations"], { cwd: work, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The fixture was not built:\n${run.stdout}${run.stderr}`);
  renameSync(join(work, "build"), place);
  rmSync(work, { recursive: true, force: true });
  return place;
}

/** @returns what the promise failed with, which must be an error that has a remedy */
export async function refusal(promise: Promise<unknown>): Promise<StackError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(StackError);
  return error as StackError;
}

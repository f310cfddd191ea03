import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explain, StackError } from "../stack/errors.ts";

const MB = 1024 * 1024;
/** A new database takes 60 MB, a subgraph and the logs a little more. */
const NEEDED_MB = 200;

/** Makes sure that a folder is there and can be written to, before anything is started. */
export function preparePlace(directory: string): void {
  if (directory.includes(":")) {
    throw new StackError(
      `graph-node cannot read from a folder with a colon in its path: ${directory}.`,
      "Set GRANARY_LOCAL to another.",
    );
  }
  try {
    makeFolder(directory);
    const probe = join(directory, ".probe");
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw explain(error instanceof Error ? error.message : String(error), directory) ?? error;
  }
  const { bavail, bsize } = statfsSync(directory);
  const free = Math.floor((bavail * bsize) / MB);
  if (free >= NEEDED_MB) return;
  throw new StackError(`The disk of ${directory} is full: ${free} MB are free.`, `Make room for ${NEEDED_MB} MB.`);
}

/** One after the other: where no folder can be made, as in /proc, Node's own way of making several never ends. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  makeFolder(dirname(directory));
  mkdirSync(directory);
}

const LOCK = "running.json";

/** Deletes all that earlier starts left. */
export function clearPlace(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name !== LOCK) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

const SEEDED = "seeded.json";

/** What the first start made. It is written last: without it a start was interrupted. */
export function seededFile(directory: string): string {
  return join(directory, SEEDED);
}

/** Is there a whole market to go on with? Only a chain that is kept on disk can be. */
export function canResume(directory: string): boolean {
  return existsSync(seededFile(directory)) && existsSync(join(directory, "chain", "state.json"));
}

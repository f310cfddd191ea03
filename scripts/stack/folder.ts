import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetFolder, keepFolder } from "./keeper.ts";

/** Where a part keeps its files. */
export interface Folder {
  readonly path: string;
  /** Deletes a temporary one, leaves a given one alone. */
  readonly remove: () => void;
}

/** The folder that was given, made if need be, or a temporary one. */
export function folderAt(path: string | undefined, name: string): Folder {
  if (path !== undefined) {
    mkdirSync(path, { recursive: true });
    return { path, remove: () => {} };
  }
  return temporary(name);
}

/** Its path is short: sockets have a place for 107 bytes only. */
export function temporary(name: string): Folder {
  const made = mkdtempSync(join(tmpdir(), `granary-${name}-`));
  chmodSync(made, 0o700);
  keepFolder(made);
  const remove = (): void => {
    rmSync(made, { recursive: true, force: true, maxRetries: 5 });
    forgetFolder(made);
  };
  return { path: made, remove };
}

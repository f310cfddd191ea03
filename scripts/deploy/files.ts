import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployment, parseDeployment } from "../../src/protocol/deployment.ts";
import { DeployError } from "./errors.ts";
import { parseProgress, type Progress } from "./record.ts";

/** Where the record of one chain is kept. Readers find `<chainId>.json` only once the deployment is whole. */
export interface Files {
  readonly whole: string;
  readonly partial: string;
}

export function filesOf(directory: string, chainId: number): Files {
  return { whole: join(directory, `${chainId}.json`), partial: join(directory, `${chainId}.partial.json`) };
}

/** What earlier runs left, and in which file. */
export function readRecord({ whole, partial }: Files): { record: Progress; file: string } | undefined {
  if (existsSync(whole)) return { record: read(whole, parseDeployment), file: whole };
  if (existsSync(partial)) return { record: read(partial, parseProgress), file: partial };
  return undefined;
}

export function writeProgress({ partial }: Files, progress: Progress): void {
  write(partial, progress);
}

export function writeDeployment({ whole, partial }: Files, deployment: Deployment): void {
  write(whole, deployment);
  rmSync(partial, { force: true });
}

function read<Parsed>(file: string, parse: (text: string) => Parsed): Parsed {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new DeployError(`${file} cannot be read: ${fault}`, "Restore the file as it was written.");
  }
}

/** Written beside and then renamed: a reader, or a run after a power cut, finds the old record or the new one. */
function write(file: string, content: object): void {
  mkdirSync(join(file, ".."), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(content, undefined, 2)}\n`, { flush: true });
  renameSync(beside, file);
}

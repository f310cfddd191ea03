import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployment, parseDeployment } from "../../src/protocol/deployment.ts";
import { SubgraphError } from "./errors.ts";

const RECORD = /^\d+\.json$/;

/** Reads the record of a deployment. */
export function readDeployment(file: string): Deployment {
  if (!existsSync(file)) {
    throw new SubgraphError(
      `There is no deployment record ${file}.`,
      "Deploy the contracts first (npm run deploy), or name the record of a deployment by --deployment <file>.",
    );
  }
  try {
    return parseDeployment(readFileSync(file, "utf8"));
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new SubgraphError(`${file}: ${fault}`, "Restore the file as it was written.");
  }
}

/** The only record in a folder: with several, which one is meant must be said. */
export function onlyRecord(folder: string): string {
  const records = existsSync(folder) ? readdirSync(folder).filter((name) => RECORD.test(name)) : [];
  const [first] = records;
  if (first !== undefined && records.length === 1) return join(folder, first);
  if (first === undefined) {
    throw new SubgraphError(
      `There is no deployment record in ${folder}.`,
      "Deploy the contracts first (npm run deploy), or name the record of a deployment by --deployment <file>.",
    );
  }
  throw new SubgraphError(
    `There are ${records.length} deployment records in ${folder}: ${records.join(", ")}.`,
    `Say which one: --deployment ${join(folder, first)}`,
  );
}

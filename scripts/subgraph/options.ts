import { parseArgs, type ParseArgsConfig } from "node:util";
import { SubgraphError } from "./errors.ts";

type Texts = NonNullable<ParseArgsConfig["options"]>;

/** A command's options; undefined when it shall only explain itself. */
export function readOptions(options: Texts, help: string): Record<string, string | boolean | undefined> | undefined {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: "boolean", short: "h" } }, strict: true });
    if (values["help"] !== true) return values;
    console.log(help);
    return undefined;
  } catch (cause) {
    throw new SubgraphError(cause instanceof Error ? cause.message : String(cause), help);
  }
}

export function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

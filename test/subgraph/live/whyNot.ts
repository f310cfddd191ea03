import { findGnd, MISSING_GND } from "../../../scripts/stack/gnd.ts";
import { foundry, missing } from "../../../scripts/tools/foundry.mjs";

/** @returns why no indexer can be tested here */
export function whyNot(): string | undefined {
  if (findGnd() === undefined) return MISSING_GND;
  return foundry("anvil") === undefined ? missing("anvil") : undefined;
}

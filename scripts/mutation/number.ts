import { createHash } from "node:crypto";

/** By which the mutant is called. It follows from the key alone, so that files can be compiled apart. */
export function numberOf(key: string): string {
  return `0x${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
}

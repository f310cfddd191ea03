import { Refused } from "../errors.ts";
import type { ApiContext } from "./context.ts";

/** Older than this, who owns a pool and which keys count cannot be told. */
const STALE_SECONDS = 300n;

export async function demandFreshChain({ chainAge }: Pick<ApiContext, "chainAge">): Promise<void> {
  const age = await chainAge();
  if (age !== undefined && age <= STALE_SECONDS) return;
  throw new Refused(
    "ChainUnknown",
    503,
    age === undefined
      ? "The bridge has not read the chain yet."
      : `The newest block that the bridge knows is ${age} s old.`,
    "Send it again in a minute.",
  );
}

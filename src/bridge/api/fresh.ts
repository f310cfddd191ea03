import { Refused } from "../errors.ts";
import type { ApiContext } from "./context.ts";

/** While the chain is not known, who owns a pool and which keys count cannot be told. */
export async function demandFreshChain({ chainAge, farm }: Pick<ApiContext, "chainAge" | "farm">): Promise<void> {
  const age = await chainAge();
  if (age !== undefined && age <= farm.mostBlockAge) return;
  throw new Refused(
    "ChainUnknown",
    503,
    age === undefined
      ? "The bridge has not read the chain yet."
      : `The newest block that the bridge knows is ${age} s old.`,
    "Send it again in a minute.",
  );
}

import type { SigningKey } from "../protocol/ed25519.ts";
import type { TypedDataDomain } from "../protocol/evm.ts";

/** Whose bridge this is, and how it signs. The same for as long as the process runs. */
export interface Farm {
  readonly farmId: bigint;
  readonly domain: TypedDataDomain;
  /** The farm's threebot: what it signs, nodes take. */
  readonly key: SigningKey;
  /** How deep a block must lie before money in it is believed: 1 = it was mined. */
  readonly confirmations: bigint;
  /** milli-CU that the lease of a public address draws. */
  readonly publicIpRate: bigint;
  /** Seconds: a newest block that is older says nothing of now. */
  readonly mostBlockAge: bigint;
  /** How much of what its nodes have the farm promises: 10,000 = all of it, once. */
  readonly overbookingBps: bigint;
  /** Seconds that a workload is kept, suspended, when its pool is dry or too small. */
  readonly grace: bigint;
}

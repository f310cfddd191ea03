import { touch } from "../clock.ts";
import type { Account } from "../names.ts";
import { both, min, UNITS, type Pair } from "../pair.ts";
import { demand } from "../refused.ts";
import type { World } from "../world.ts";
import { putClock } from "./books.ts";
import { clockOf, poolOwnedBy } from "./deals.ts";
import { spend, type Signature } from "./offer.ts";

/** A cap can only come down; rates above it come down with it. */
export function cap(world: World, by: Account, poolId: number, lower: Pair, now: bigint): void {
  const pool = poolOwnedBy(world, by, poolId);
  demand(
    UNITS.every((unit) => lower[unit] <= pool.cap[unit]),
    "CapRaised",
  );
  world.deals.set(poolId, { ...pool, cap: lower });
  const clock = touch(clockOf(world, poolId), now);
  putClock(world, poolId, { ...clock, rate: both((unit) => min(clock.rate[unit], lower[unit])) });
}

/** The same by the owner's signature, whoever brings it. */
export function capBySignature(
  world: World,
  poolId: number,
  lower: Pair,
  nonce: bigint,
  deadline: bigint,
  signedBy: Account,
  now: bigint,
): void {
  const signature: Signature = { signer: signedBy, by: signedBy };
  spend(world, signature, nonce, deadline, now);
  cap(world, signedBy, poolId, lower, now);
}

import { Interface } from "ethers";
import type { Hex } from "../../protocol/hex.ts";
import type { Call } from "../chain/sender.ts";
import type { Connection } from "../db/database.ts";
import type { Farm } from "../farm.ts";
import { dueReadings } from "./due.ts";

const POOLS = new Interface([
  "function report(uint32 farmId, (uint64 poolId, uint32 cuRate, uint32 suRate, uint32 since)[] readings)",
]);

export const REPORT = "report of draws";

/** The readings that are due, as one transaction; undefined while none is. */
export async function nextReport(
  db: Connection,
  farm: Farm,
  now: bigint,
  isResting: (purpose: string) => boolean,
): Promise<Call | undefined> {
  if (isResting(REPORT)) return undefined;
  const readings = await dueReadings(db, now);
  if (readings.length === 0) return undefined;
  const values = readings.map(({ poolId, cuRate, suRate, since }) => [poolId, cuRate, suRate, since]);
  const data = POOLS.encodeFunctionData("report", [farm.farmId, values]) as Hex;
  return { purpose: REPORT, to: farm.domain.verifyingContract, data };
}

import { CU_COST, SU_COST } from "../acts/buy.ts";
import { memo1363, memoNative } from "../acts/memo.ts";
import { skipIds } from "../acts/skipIds.ts";
import { NEXT_EPOCH } from "../history.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";

const epoch = NEXT_EPOCH;
const COST = CU_COST + SU_COST;

export const PAYING: readonly Case[] = [
  { act: "memo1363", run: (world) => memo1363(world, { epoch }) },
  { act: "memo1363", what: "a first part", run: (world) => memo1363(world, { epoch, amount: CU_COST }) },
  { act: "memo1363", what: "excess goes back", run: (world) => memo1363(world, { epoch, amount: COST * 2n }) },
  { act: "memoNative", run: (world) => memoNative(world, { epoch }) },
  { act: "memoNative", what: "an id of six digits", run: withLongMemo },
  { act: "memoNative", what: "a first part", run: (world) => memoNative(world, { epoch, amount: CU_COST }) },
  { act: "memoNative", what: "excess goes back", run: (world) => memoNative(world, { epoch, amount: COST * 2n }) },
];

async function withLongMemo(world: World): Promise<bigint> {
  await skipIds(world, 123_455n);
  return memoNative(world, { epoch });
}

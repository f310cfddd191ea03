import { close } from "../acts/close.ts";
import { RUNNING } from "../history.ts";
import { FRESH_FARM } from "../world.ts";
import type { Case } from "./case.ts";
import { emptyPool, idlePool, runningPool } from "./running.ts";

const act = "close";

export const CLOSING: readonly Case[] = [
  { act, run: (world) => close(world, RUNNING.plain) },
  { act, what: "idle pool", run: async (world) => close(world, await idlePool(world)) },
  { act, what: "empty pool", run: async (world) => close(world, await emptyPool(world)) },
  {
    act,
    what: "upfront 5000 bps",
    run: async (world) => close(world, await runningPool(world, { upfrontBps: 5000n })),
  },
  {
    act,
    what: "fresh credit slot",
    run: async (world) => close(world, await runningPool(world, { farmId: FRESH_FARM, nodeIds: [] })),
  },
  { act, what: "native coin", run: (world) => close(world, RUNNING.native) },
];

import { ZeroAddress } from "ethers";
import { buy } from "../acts/buy.ts";
import { refill } from "../acts/refill.ts";
import { pay, reserveRefill } from "../acts/reserve.ts";
import { NEXT_NONCE, RUNNING } from "../history.ts";
import { FRESH_FARM } from "../world.ts";
import type { Case } from "./case.ts";
import { emptyPool, idlePool, runningPool } from "./running.ts";

const act = "refill";
const poolId = RUNNING.plain;

export const REFILLING: readonly Case[] = [
  { act, run: (world) => refill(world, poolId) },
  { act, what: "idle pool", run: async (world) => refill(world, await idlePool(world)) },
  { act, what: "empty pool", run: async (world) => refill(world, await emptyPool(world)) },
  { act, what: "one unit", run: (world) => refill(world, poolId, { sus: 0n }) },
  {
    act,
    what: "upfront 5000 bps",
    run: async (world) => refill(world, await runningPool(world, { upfrontBps: 5000n })),
  },
  {
    act,
    what: "fresh credit slot",
    run: async (world) => refill(world, await runningPool(world, { farmId: FRESH_FARM, nodeIds: [] })),
  },
  { act, what: "native coin", run: (world) => refill(world, RUNNING.native, { token: ZeroAddress }) },
  { act, what: "by signed offer", run: (world) => buy(world, { nonce: NEXT_NONCE, poolId }) },
  {
    act,
    what: "by memo: the reservation",
    alone: true,
    run: async (world) => (await reserveRefill(world, poolId)).gas,
  },
  {
    act,
    what: "by memo: the payment",
    alone: true,
    run: async (world) => pay(world, await reserveRefill(world, poolId)),
  },
];

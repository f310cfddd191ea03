import { BigInt } from "@graphprotocol/graph-ts";
import { Farm, FarmUsage, Grid, GridUsage } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { beginOf, intervalName, INTERVALS } from "../rule/intervals";
import { farmIntervalId, intervalId } from "./ids";
import { Moved } from "./units";

// Hours and days are entities like all others, for these go and come back with the blocks of a branch. The store's own
// aggregations do not: an hour that it rolled up on a branch that is gone stays away.

/** Adds an act to its hour and its day, of the farm and of the grid, which are as they are after it. */
export function countMove(second: i64, farm: Farm, grid: Grid, moved: Moved): void {
  const cuBought = BigInt.fromI64(moved.cuBought);
  const suBought = BigInt.fromI64(moved.suBought);
  const cuDrained = BigInt.fromI64(moved.cuDrained);
  const suDrained = BigInt.fromI64(moved.suDrained);
  for (let i = 0; i < INTERVALS.length; i++) {
    const ofFarm = loadFarmUsage(farm, INTERVALS[i], second, moved);
    ofFarm.cuBought = ofFarm.cuBought.plus(cuBought);
    ofFarm.suBought = ofFarm.suBought.plus(suBought);
    ofFarm.cuDrained = ofFarm.cuDrained.plus(cuDrained);
    ofFarm.suDrained = ofFarm.suDrained.plus(suDrained);
    ofFarm.cuRate = farm.cuRate;
    ofFarm.suRate = farm.suRate;
    ofFarm.cuRateMost = max(ofFarm.cuRateMost, farm.cuRate);
    ofFarm.suRateMost = max(ofFarm.suRateMost, farm.suRate);
    ofFarm.poolsOpen = farm.poolsOpen;
    ofFarm.save();

    const ofGrid = loadGridUsage(INTERVALS[i], second);
    ofGrid.cuBought = ofGrid.cuBought.plus(cuBought);
    ofGrid.suBought = ofGrid.suBought.plus(suBought);
    ofGrid.cuDrained = ofGrid.cuDrained.plus(cuDrained);
    ofGrid.suDrained = ofGrid.suDrained.plus(suDrained);
    ofGrid.cuRate = grid.cuRate;
    ofGrid.suRate = grid.suRate;
    ofGrid.poolsOpen = grid.poolsOpen;
    ofGrid.save();
  }
}

/** A new one begins with the rates that went on since the one before. */
function loadFarmUsage(farm: Farm, length: i64, second: i64, moved: Moved): FarmUsage {
  const begin = beginOf(length, second);
  const id = farmIntervalId(farm.id, length, begin);
  const known = FarmUsage.load(id);
  if (known !== null) return known;
  const usage = new FarmUsage(id);
  usage.interval = intervalName(length);
  usage.begin = begin;
  usage.farm = farm.id;
  usage.cuBought = ZERO;
  usage.suBought = ZERO;
  usage.cuDrained = ZERO;
  usage.suDrained = ZERO;
  usage.cuRateMost = moved.cuRateBefore;
  usage.suRateMost = moved.suRateBefore;
  return usage;
}

function loadGridUsage(length: i64, second: i64): GridUsage {
  const begin = beginOf(length, second);
  const id = intervalId(length, begin);
  const known = GridUsage.load(id);
  if (known !== null) return known;
  const usage = new GridUsage(id);
  usage.interval = intervalName(length);
  usage.begin = begin;
  usage.cuBought = ZERO;
  usage.suBought = ZERO;
  usage.cuDrained = ZERO;
  usage.suDrained = ZERO;
  return usage;
}

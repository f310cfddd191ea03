import { BigInt } from "@graphprotocol/graph-ts";
import { Farm, Grid, Pool } from "../../generated/schema";
import { Clock, Ends } from "../rule/clock";
import { shareOf } from "../rule/share";
import { changeHold, Hold } from "./holds";

/** Units that came and units that went by one act, in milli-unit-seconds, and the farm's rates before it. */
export class Moved {
  constructor(
    public cuBought: i64,
    public suBought: i64,
    public cuDrained: i64,
    public suDrained: i64,
    public cuRateBefore: i64,
    public suRateBefore: i64,
  ) {}
}

/** Puts a pool's clock at what the contract says, and brings farm and grid along. The caller saves all three. */
export function setClock(
  pool: Pool,
  farm: Farm,
  grid: Grid,
  clock: Clock,
  ends: Ends,
  cuBought: i64,
  suBought: i64,
): Moved {
  const cuDrained = pool.cu + cuBought - clock.cu;
  const suDrained = pool.su + suBought - clock.su;
  const moved = new Moved(cuBought, suBought, cuDrained, suDrained, farm.cuRate, farm.suRate);
  setRates(pool, farm, grid, clock.cuRate, clock.suRate);
  pool.cu = clock.cu;
  pool.su = clock.su;
  pool.settledAt = clock.settledAt;
  pool.lastReading = clock.lastReading;
  pool.empty = clock.empty;
  pool.emptyAt = ends.emptyAt;
  pool.stopAt = ends.stopAt;
  addMoved(pool, farm, grid, moved);
  return moved;
}

/** A pool's rating weighs what the pool has drained, so it grows with each settling. */
export function rate(pool: Pool, farm: Farm, stars: i32): void {
  const drained = pool.cuDrained.plus(pool.suDrained);
  if (pool.stars == 0) {
    farm.ratings = farm.ratings + 1;
    farm.ratingWeight = farm.ratingWeight.plus(drained);
  }
  farm.ratingSum = farm.ratingSum.plus(drained.times(BigInt.fromI32(stars - pool.stars)));
  farm.rating = shareOf(farm.ratingSum, farm.ratingWeight);
  pool.stars = stars;
}

function setRates(pool: Pool, farm: Farm, grid: Grid, cuRate: i64, suRate: i64): void {
  const cuMore = cuRate - pool.cuRate;
  const suMore = suRate - pool.suRate;
  if (cuMore == 0 && suMore == 0) return;
  pool.cuRate = cuRate;
  pool.suRate = suRate;
  farm.cuRate = farm.cuRate + cuMore;
  farm.suRate = farm.suRate + suMore;
  grid.cuRate = grid.cuRate + cuMore;
  grid.suRate = grid.suRate + suMore;
  changeHold(farm, pool.heldUntil, new Hold(0, 0, cuMore, suMore, 0));
}

function addMoved(pool: Pool, farm: Farm, grid: Grid, moved: Moved): void {
  if (moved.cuBought != 0 || moved.suBought != 0) {
    const cu = BigInt.fromI64(moved.cuBought);
    const su = BigInt.fromI64(moved.suBought);
    pool.cuBought = pool.cuBought.plus(cu);
    pool.suBought = pool.suBought.plus(su);
    farm.cuBought = farm.cuBought.plus(cu);
    farm.suBought = farm.suBought.plus(su);
    grid.cuBought = grid.cuBought.plus(cu);
    grid.suBought = grid.suBought.plus(su);
  }
  if (moved.cuDrained != 0 || moved.suDrained != 0) {
    const cu = BigInt.fromI64(moved.cuDrained);
    const su = BigInt.fromI64(moved.suDrained);
    pool.cuDrained = pool.cuDrained.plus(cu);
    pool.suDrained = pool.suDrained.plus(su);
    farm.cuDrained = farm.cuDrained.plus(cu);
    farm.suDrained = farm.suDrained.plus(su);
    grid.cuDrained = grid.cuDrained.plus(cu);
    grid.suDrained = grid.suDrained.plus(su);
    if (pool.stars != 0) {
      const drained = cu.plus(su);
      farm.ratingWeight = farm.ratingWeight.plus(drained);
      farm.ratingSum = farm.ratingSum.plus(drained.times(BigInt.fromI32(pool.stars)));
      farm.rating = shareOf(farm.ratingSum, farm.ratingWeight);
    }
  }
}

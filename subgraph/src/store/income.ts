import { Bytes } from "@graphprotocol/graph-ts";
import { FarmIncome, GridIncome } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { beginOf, intervalName, INTERVALS } from "../rule/intervals";
import { farmIncomeId, gridIncomeId } from "./ids";
import { Money } from "./money";

/** Adds what an act moved to its hour and its day, of the farm and of the grid. */
export function countIncome(second: i64, farmId: i64, token: Bytes, money: Money): void {
  if (money.paid.isZero() && money.released.isZero() && money.returned.isZero()) return;
  for (let i = 0; i < INTERVALS.length; i++) {
    const ofFarm = loadFarmIncome(farmId, token, INTERVALS[i], second);
    ofFarm.paid = ofFarm.paid.plus(money.paid);
    ofFarm.earned = ofFarm.earned.plus(money.released);
    ofFarm.returned = ofFarm.returned.plus(money.returned);
    ofFarm.save();

    const ofGrid = loadGridIncome(token, INTERVALS[i], second);
    ofGrid.paid = ofGrid.paid.plus(money.paid);
    ofGrid.earned = ofGrid.earned.plus(money.released);
    ofGrid.returned = ofGrid.returned.plus(money.returned);
    ofGrid.save();
  }
}

function loadFarmIncome(farmId: i64, token: Bytes, length: i64, second: i64): FarmIncome {
  const begin = beginOf(length, second);
  const id = farmIncomeId(farmId, length, begin, token);
  const known = FarmIncome.load(id);
  if (known !== null) return known;
  const income = new FarmIncome(id);
  income.interval = intervalName(length);
  income.begin = begin;
  income.farm = farmId;
  income.currency = token;
  income.paid = ZERO;
  income.earned = ZERO;
  income.returned = ZERO;
  return income;
}

function loadGridIncome(token: Bytes, length: i64, second: i64): GridIncome {
  const begin = beginOf(length, second);
  const id = gridIncomeId(length, begin, token);
  const known = GridIncome.load(id);
  if (known !== null) return known;
  const income = new GridIncome(id);
  income.interval = intervalName(length);
  income.begin = begin;
  income.currency = token;
  income.paid = ZERO;
  income.earned = ZERO;
  income.returned = ZERO;
  return income;
}

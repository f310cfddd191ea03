import { store } from "@graphprotocol/graph-ts";
import { Farm, HoldHour } from "../../generated/schema";
import { freeOf, hourOf } from "../rule/capacity";
import { holdHourId } from "./ids";

// A hold ends by time alone, which no event tells. So holds are summed by the hour in which they end, and each event of
// the farm first takes off the hours that are over: one load for an hour, however many pools there are.

/** A change of what is held: caps, rates under them, and how many. */
export class Hold {
  constructor(
    public cuCap: i64,
    public suCap: i64,
    public cuRate: i64,
    public suRate: i64,
    public count: i32,
  ) {}
}

/** Takes off what ended before `second`. */
export function takeOffEnded(farm: Farm, second: i64): void {
  const now = hourOf(second);
  for (let hour = farm.holdHour; hour < now && hour <= farm.lastHoldHour && farm.holds > 0; hour++) {
    const ended = HoldHour.load(holdHourId(farm.id, hour));
    if (ended === null) continue;
    add(farm, new Hold(-ended.cuCap, -ended.suCap, -ended.cuRate, -ended.suRate, -ended.count));
    store.remove("HoldHour", ended.id.toHexString());
  }
  if (now > farm.holdHour) farm.holdHour = now;
}

/** Changes what is held until `until`; nothing, if that hour is over. Saves the hour; the caller saves the farm. */
export function changeHold(farm: Farm, until: i64, change: Hold): void {
  const hour = hourOf(until);
  if (hour < farm.holdHour) return;
  const entry = loadHour(farm, hour);
  entry.cuCap = entry.cuCap + change.cuCap;
  entry.suCap = entry.suCap + change.suCap;
  entry.cuRate = entry.cuRate + change.cuRate;
  entry.suRate = entry.suRate + change.suRate;
  entry.count = entry.count + change.count;
  entry.save();
  add(farm, change);
}

/** What is free follows from all the rest, so it is computed where the farm is saved. */
export function saveFarm(farm: Farm): void {
  farm.cuFree = freeOf(farm.cuCapacity, farm.cuHeld, farm.cuRate, farm.cuRateHeld);
  farm.suFree = freeOf(farm.suCapacity, farm.suHeld, farm.suRate, farm.suRateHeld);
  farm.save();
}

/** What is in no cache is asked of the database, also what is not there: so the farm knows beyond which hour nothing is. */
function loadHour(farm: Farm, hour: i64): HoldHour {
  const id = holdHourId(farm.id, hour);
  if (hour <= farm.lastHoldHour) {
    const known = HoldHour.load(id);
    if (known !== null) return known;
  } else {
    farm.lastHoldHour = hour;
  }
  const entry = new HoldHour(id);
  entry.cuCap = 0;
  entry.suCap = 0;
  entry.cuRate = 0;
  entry.suRate = 0;
  entry.count = 0;
  return entry;
}

function add(farm: Farm, change: Hold): void {
  farm.cuHeld = farm.cuHeld + change.cuCap;
  farm.suHeld = farm.suHeld + change.suCap;
  farm.cuRateHeld = farm.cuRateHeld + change.cuRate;
  farm.suRateHeld = farm.suRateHeld + change.suRate;
  farm.holds = farm.holds + change.count;
}

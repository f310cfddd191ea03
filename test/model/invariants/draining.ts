import { DAY, NEVER } from "../bounds.ts";
import { emptyAt, settle, stopAt, touch, type Clock } from "../clock.ts";
import { max, min, minus, UNITS } from "../pair.ts";
import { clockOf, historyOf, isPool } from "../pools/deals.ts";
import { hold, type Law } from "./law.ts";

/** 4: whether a clock is settled on the way or not, it ends in the same state; so does the money, its function. */
export const paths: Law = ({ after, now }) => {
  for (const [id, clock] of after.clocks) {
    const stops = [now, stopAt(clock), emptyAt(clock), clock.lastReading + DAY, now + DAY];
    const times = stops.flatMap((time) => [time - 1n, time, time + 1n]).filter((time) => time >= now && time < NEVER);
    for (const end of times) {
      for (const way of [settle, touch]) {
        const straight = way(clock, end);
        for (const stop of times.filter((time) => time < end)) {
          const broken = way(way(clock, stop), end);
          hold(same(straight, broken), "4: settling is independent of the path", id, way.name, stop, end);
        }
      }
    }
  }
};

function same(a: Clock, b: Clock): boolean {
  return (
    UNITS.every((unit) => a.balance[unit] === b.balance[unit] && a.rate[unit] === b.rate[unit]) &&
    a.settledAt === b.settledAt &&
    a.lastReading === b.lastReading &&
    a.empty === b.empty
  );
}

/** 5 and 6: nothing drains faster than the rate before, after `emptyAt`, or a day after the last reading.
 * Only a reading that lowers one unit since a time before `emptyAt` moves that second, for what the other unit drew. */
export const draining: Law = ({ before, after, act, now }) => {
  for (const [id, clock] of before.clocks) {
    const drained = minus(historyOf(after, id).drained, historyOf(before, id).drained);
    const dry = act.do === "report" && !clock.empty ? now : emptyAt(clock);
    const end = min(now, min(dry, clock.lastReading + DAY));
    for (const unit of UNITS) {
      const most = max(0n, end - clock.settledAt) * clock.rate[unit];
      hold(drained[unit] >= 0n && drained[unit] <= most, "5: drained at most", id, unit, drained[unit], most);
    }
  }
};

/** 6: a pool never draws more than its cap. */
export const caps: Law = ({ after }) => {
  for (const [id, pool] of after.deals) {
    if (!isPool(pool)) continue;
    const { rate } = clockOf(after, id);
    for (const unit of UNITS) hold(rate[unit] <= pool.cap[unit], "6: rate ≤ cap", id, unit);
  }
};

/** An empty pool draws nothing, and its clock stands at the second it ran dry, until a reading is taken. */
export const marks: Law = ({ before, after, act, now }) => {
  for (const [id, clock] of after.clocks) {
    hold(clock.settledAt <= now && clock.lastReading <= now, "5: no clock runs ahead", id);
    if (!clock.empty) continue;
    hold(clock.rate.cu === 0n && clock.rate.su === 0n, "5: an empty pool draws nothing", id);
    if (clockOf(before, id).empty && act.do !== "report") {
      hold(clock.settledAt === clockOf(before, id).settledAt, "5: an empty pool's second stays", id);
    }
  }
};

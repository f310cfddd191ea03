import { type Clock, credit, lowerToCaps, settle, touch } from "../../../src/protocol/clock.ts";
import { takeReading } from "../../../src/protocol/reading.ts";
import type { PerUnit } from "../../../src/protocol/perUnit.ts";
import type { Random } from "./random.ts";
import type { SecondwisePool } from "./secondwise.ts";

/** Something that happens to a pool at a second. */
export type Act = { readonly now: bigint } & (
  | { readonly kind: "settle" | "touch" }
  | { readonly kind: "credit" | "caps"; readonly cu: bigint; readonly su: bigint }
  | { readonly kind: "reading"; readonly cuRate: bigint; readonly suRate: bigint; readonly since: bigint }
);

export interface Pool {
  readonly clock: Clock;
  readonly caps: PerUnit<bigint>;
}

/** A day and a bit of acts in order, small enough to walk: rates near their caps, balances that last minutes. */
export function randomActs(random: Random, from: bigint): Act[] {
  const acts: Act[] = [];
  let now = from;
  for (let left = random.between(1n, 15n); left > 0n; left--) {
    now += random.once(20) ? random.between(86_390n, 86_410n) : random.below(random.pick([1n, 20n, 400n]));
    acts.push(randomAct(random, now));
  }
  return acts;
}

function randomAct(random: Random, now: bigint): Act {
  const kind = random.pick(["settle", "touch", "credit", "caps", "reading", "reading", "reading"]);
  switch (kind) {
    case "credit":
      return { kind, now, cu: random.below(5_000n), su: random.below(5_000n) };
    case "caps":
      return { kind, now, cu: random.below(60n), su: random.below(60n) };
    case "reading": {
      const since = random.once(4) ? random.anySize(2n ** 32n) : now - random.below(500n);
      return { kind, now, cuRate: random.below(40n), suRate: random.below(40n), since };
    }
    case "settle":
    case "touch":
      return { kind, now };
  }
}

/** The act in closed form. */
export function perform({ clock, caps }: Pool, act: Act): Pool & { readonly outcome?: string } {
  switch (act.kind) {
    case "settle":
      return { clock: settle(clock, act.now), caps };
    case "touch":
      return { clock: touch(clock, act.now), caps };
    case "credit":
      return { clock: credit(clock, act, act.now), caps };
    case "caps":
      return { clock: lowerToCaps(clock, act, act.now), caps: { cu: act.cu, su: act.su } };
    case "reading": {
      const result = takeReading(clock, caps, act, act.now);
      return { clock: result.clock, caps, outcome: result.outcome === "taken" ? "Taken" : result.reason };
    }
  }
}

/** The act second for second; the outcome of a reading. */
export function walk(pool: SecondwisePool, act: Act): string | undefined {
  switch (act.kind) {
    case "settle":
      return void pool.settle(act.now);
    case "touch":
      return void pool.touch(act.now);
    case "credit":
      return void pool.credit(act.cu, act.su, act.now);
    case "caps":
      return void pool.caps(act.cu, act.su, act.now);
    case "reading":
      return pool.reading(act.cuRate, act.suRate, act.since, act.now);
  }
}

/** The part of a walked pool that the closed form has too. */
export function clockOf({ cu, su, cuRate, suRate, settledAt, lastReading, empty }: Clock): Clock {
  return { cu, su, cuRate, suRate, settledAt, lastReading, empty };
}

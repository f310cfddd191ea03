import { AMOUNT_END, COST_END, DAY, HOUR, MONTH, NEVER, PRICE_END, RATE_END, WEEK } from "../bounds.ts";
import { emptyAt, freshUntil } from "../clock.ts";
import { both, max, min, type Pair } from "../pair.ts";
import type { Scene } from "./scene.ts";

/** How long nothing happens: mostly short, else up to something that changes then, or a second before or after it. */
export function wait(scene: Scene): bigint {
  const { random, now } = scene;
  const kind = random.weigh([
    [57, "none"],
    [20, "short"],
    [15, "event"],
    [4, "hour"],
    [3, "day"],
    [1, "week"],
  ] as const);
  const jitter = random.between(-1n, 1n);
  switch (kind) {
    case "none":
      return 0n;
    case "short":
      return random.between(1n, 120n);
    case "event":
      return max(0n, nextEvent(scene) - now + jitter);
    case "hour":
      return HOUR + jitter;
    case "day":
      return DAY + jitter;
    case "week":
      return WEEK + jitter;
  }
}

function nextEvent({ world, now, random }: Scene): bigint {
  const times = [
    ...[...world.clocks.values()].flatMap((clock) => [emptyAt(clock), freshUntil(clock)]),
    ...[...world.deals.values()].flatMap((deal) => [deal.until, deal.until + WEEK]),
    ...[...world.announced.values()].map((announced) => announced.from),
  ].filter((time) => time >= now && time <= now + 10n * DAY);
  const next = times.reduce((least, time) => min(least, time), now + DAY);
  return random.chance(60) ? next : (random.pick(times) ?? now + 1n);
}

/** What is bought: in most cases what the caps draw in some time. */
export function amount({ random }: Scene, cap: Pair): Pair {
  const seconds = random.pick([1n, 2n, 10n, 60n, 600n, HOUR, HOUR + 1n, DAY, DAY + 1n, MONTH]);
  const drawn = both((unit) => (cap[unit] * seconds + 999n) / 1_000n);
  const odd = both(() => random.pick([0n, 1n, 2n, 7n, 1_000n, AMOUNT_END - 1n]));
  const chosen = random.chance(75) ? drawn : odd;
  const only = random.weigh([
    [6, undefined],
    [1, "cu"],
    [1, "su"],
  ] as const);
  return both((unit) => (only !== undefined && only !== unit ? 0n : chosen[unit] % AMOUNT_END));
}

export function cap({ random }: Scene): Pair {
  return both(() =>
    random.weigh([
      [8, random.pick([1_000n, 2_000n, 500n, 8_000n])],
      [2, 1n],
      [2, 0n],
      [1, RATE_END - 1n],
    ]),
  );
}

/** What a farm reports of a pool with this cap. */
export function rate({ random }: Scene, limit: Pair): Pair {
  const level = random.below(4);
  return both((unit) => {
    const most = limit[unit];
    return random.weigh([
      [5, (most * BigInt(level)) / 3n],
      [3, most],
      [2, 0n],
      [2, random.between(0n, most)],
      [1, most + 1n < RATE_END ? most + 1n : most],
    ]);
  });
}

/** Since when a reading counts. */
export function since({ random, now }: Scene, settledAt: bigint): bigint {
  const chosen = random.pick([
    now,
    now - 1n,
    now - HOUR,
    settledAt,
    settledAt + 1n,
    settledAt - 1n,
    random.between(settledAt, now),
    now + 100n,
    0n,
    NEVER,
  ]);
  return max(0n, chosen);
}

export function price({ random }: Scene): Pair {
  return both(() =>
    random.weigh([
      [6, random.pick([1_000n, 5_000n, 25_920_000n, 10n ** 19n])],
      [2, random.between(1n, 10n ** 12n)],
      [1, 1n],
      [1, 0n],
      [1, PRICE_END - 1n],
    ]),
  );
}

/** A price of an offer near what the list says. */
export function discounted({ random }: Scene, bought: Pair, list: Pair, floor: Pair): Pair {
  const asked = random.weigh([
    [6, list],
    [4, floor],
    [1, both((unit) => floor[unit] - 1n)],
    [1, both((unit) => floor[unit] + 1n)],
    [1, both(() => random.pick([0n, 1n, 12_345n, COST_END - 1n, COST_END]))],
  ]);
  return both((unit) => (bought[unit] === 0n && random.chance(98) ? 0n : max(0n, asked[unit])));
}

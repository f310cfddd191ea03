import type { Act } from "./act.ts";
import { CUSTOMERS, FARMERS } from "./acts/cast.ts";
import { wait } from "./acts/edges.ts";
import * as leaving from "./acts/leaving.ts";
import * as offering from "./acts/offering.ts";
import type { Random } from "./acts/random.ts";
import * as registry from "./acts/registry.ts";
import * as reserving from "./acts/reserving.ts";
import type { Maker } from "./acts/scene.ts";
import * as using from "./acts/using.ts";
import { spoilt } from "./acts/wrong.ts";
import type { World } from "./world.ts";

/** When every story begins. */
export const BEGINNING = 1_800_000_000n;

/** How many acts of a hundred are wrong on purpose. */
const WRONG = 15;

const MENU: readonly (readonly [weight: number, maker: Maker])[] = [
  [8, reserving.reserve],
  [14, reserving.answer],
  [18, reserving.payment],
  [3, reserving.reserveRefill],
  [1, reserving.cancel],
  [4, reserving.refund],
  [8, offering.buy],
  [4, offering.buyRefill],
  [8, offering.refill],
  [1, offering.cancelNonces],
  [24, using.report],
  [4, using.cap],
  [5, leaving.withdraw],
  [2, leaving.close],
  [6, leaving.eviction],
  [2, leaving.withdrawOwed],
  [1, leaving.offerPool],
  [1, leaving.acceptPool],
  [1, leaving.donate],
  [2, registry.setTerms],
  [1, registry.setMinOffer],
  [1, registry.setOperator],
  [2, registry.announceShares],
  [2, registry.applyShares],
  [1, registry.changeNode],
];

/** What happens once in a while. */
const RARELY: readonly (readonly [weight: number, maker: Maker])[] = [
  [1, registry.register],
  [1, registry.transferTid],
  [1, registry.acceptTid],
  [1, registry.createFarm],
  [1, registry.transferFarm],
  [1, registry.acceptFarm],
  [1, registry.setFarmTid],
  [1, registry.addNode],
];

/** Sets the stage: everybody's threebots, two farms with nodes. */
const OPENING: readonly Maker[] = [
  ...[...FARMERS, ...CUSTOMERS].map((by): Maker => () => ({ do: "register", by })),
  ...[1, 2].map((tid): Maker => (scene) => {
    const farm = registry.createFarm(scene);
    if (farm?.do !== "createFarm") throw new Error("no farm");
    return { ...farm, by: FARMERS[tid - 1] ?? "fay", setup: { ...farm.setup, tid } };
  }),
  ...[1, 2, 1, 2, 1].map((farm): Maker => () => ({ do: "addNode", by: FARMERS[farm - 1] ?? "fay", farm })),
];

export interface Happening {
  readonly now: bigint;
  readonly act: Act;
}

/** What happens next, the `count`-th thing after `now`. */
export function happening(world: World, now: bigint, count: number, random: Random): Happening {
  const opening = OPENING[count]?.({ world, now, random });
  if (opening !== undefined) return { now, act: opening };
  const then = now + wait({ world, now, random });
  const scene = { world, now: then, random };
  for (;;) {
    const act = random.weigh(random.chance(95) ? MENU : RARELY)(scene);
    if (act !== undefined) return { now: then, act: random.chance(WRONG) ? spoilt(scene, act) : act };
  }
}

import { RATE_END } from "../bounds.ts";
import { both } from "../pair.ts";
import { clockOf } from "../pools/deals.ts";
import type { Reading } from "../pools/report.ts";
import { rate, since } from "./edges.ts";
import { operator } from "./registry.ts";
import { anyone, ownerOf, someFarm, somePool, type Maker, type Scene } from "./scene.ts";

/** A batch: mostly the farm's own pools, sometimes another's, one twice, or none at all. */
export const report: Maker = (scene) => {
  const { random } = scene;
  const [, pool] = somePool(scene) ?? [];
  const farm = pool?.farm ?? someFarm(scene);
  const length = random.pick([1, 1, 2, 3, 6, 0]);
  const readings = Array.from({ length }, () => reading(scene, farm)).filter((entry) => entry !== undefined);
  return { do: "report", by: operator(scene, farm), farm, readings };
};

function reading(scene: Scene, farm: number): Reading | undefined {
  const { world, random } = scene;
  const own = [...world.deals].filter(([, deal]) => deal.farm === farm && deal.state === "Active");
  const chosen = random.chance(95) ? own : [...world.deals];
  const [poolId, deal] = random.pick(chosen) ?? [];
  if (poolId === undefined || deal === undefined) return undefined;
  const clock = clockOf(world, poolId);
  const limit = random.chance(94) ? deal.cap : both((unit) => clock.balance[unit] % RATE_END);
  return { poolId, rate: rate(scene, limit), since: since(scene, clock.settledAt) };
}

export const cap: Maker = (scene) => {
  const [poolId, pool] = somePool(scene) ?? [];
  if (poolId === undefined || pool === undefined) return undefined;
  const { random, now } = scene;
  const lower = both((unit) =>
    random.pick([pool.cap[unit], pool.cap[unit], pool.cap[unit] / 2n, clockOf(scene.world, poolId).rate[unit]]),
  );
  const asked = random.chance(90) ? lower : both((unit) => (pool.cap[unit] + 1n) % RATE_END);
  const owner = ownerOf(scene, pool.tid);
  if (random.chance(60)) return { do: "cap", by: owner, poolId, cap: asked };
  const nonce = random.chance(90) ? random.between(0n, 2n ** 256n - 1n) : random.between(0n, 3n);
  const deadline = random.pick([now, now + 60n, now + 1n, now - 1n]);
  return { do: "capBySignature", by: anyone(scene), poolId, cap: asked, nonce, deadline, signedBy: owner };
};

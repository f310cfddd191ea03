import { ZeroHash } from "ethers";
import type { Farm, Farms } from "./farms.ts";
import { type Actor, DAY, MONTH, type Wish, type World } from "./world.ts";

/** What a pool draws, in milli-units, as its farm reports it every day. */
interface Running {
  readonly farm: Farm;
  readonly rate: bigint;
}

/** One day's doings. */
type Acts = () => Promise<void>;

export const FIRST_DAY = 40n;

/**
 * Forty days in which pools come into every state. Days are counted backwards: day 0 is today.
 *
 * @param now unix time
 */
export async function makeHistory(
  world: World,
  farms: Farms,
  [ann, ben, eve]: readonly [Actor, Actor, Actor],
  now: bigint,
): Promise<void> {
  const { pools, rare, registry, mined, dollar, coin } = world;
  const { ghent, north, lake } = farms;
  const running = new Map<bigint, Running>();
  const ids = new Map<string, bigint>();
  const idOf = (name: string): bigint => ids.get(name) ?? 0n;

  const open = async (name: string, farm: Farm, wish: Omit<Wish, "farmId">, currency = dollar): Promise<bigint> => {
    const id = await world.reserve({ ...wish, farmId: farm.id, currencies: [currency] });
    ids.set(name, id);
    await mined(pools.connect(farm.owner.signer).accept(id, world.hashOf(id)));
    await world.pay(wish.customer, id, currency);
    return id;
  };
  const run = (name: string, farm: Farm, rate: bigint): void => void running.set(idOf(name), { farm, rate });

  const days: Readonly<Record<string, Acts>> = {
    38: async () => {
      await open("steady", ghent, { customer: ann, cus: 6n * MONTH, sus: 6n * MONTH });
      run("steady", ghent, 1000n);
    },
    36: async () => {
      // Three days' worth: it runs dry.
      await open("dry", ghent, { customer: ben, cus: MONTH / 10n, sus: MONTH / 10n }, coin);
      run("dry", ghent, 1000n);
      await open("left", north, { customer: eve, cus: 2n * MONTH, sus: MONTH });
      run("left", north, 1500n);
    },
    30: async () => {
      await open("thrown out", lake, { customer: ben, cus: 2n * MONTH, sus: MONTH }, coin);
      run("thrown out", lake, 1000n);
      const id = await world.reserve({ customer: eve, farmId: north.id, cus: 9n * MONTH, sus: 0n });
      await mined(rare.connect(north.owner.signer).reject(id, world.hashOf(id), "no capacity left"));
    },
    26: async () => {
      await mined(registry.connect(north.owner.signer).reportNodes(north.id, [3n], []));
      const id = await world.reserve({ customer: ann, farmId: ghent.id, cus: MONTH, sus: MONTH });
      await mined(rare.connect(ann.signer).cancel(id));
    },
    25: async () => {
      await mined(registry.connect(north.owner.signer).reportNodes(north.id, [], [3n]));
      const price = { token: dollar, cuPrice: 9_000_000n, suPrice: 3_000_000n, listed: true };
      await mined(registry.connect(north.owner.signer).setTerms(north.id, 1000n, 14n, [price]));
    },
    22: async () => {
      await open("silent", north, { customer: ben, cus: 3n * MONTH, sus: MONTH, nodeIds: [2n] });
      run("silent", north, 500n);
      // Accepted, paid in part, and never in full: the money goes back.
      const id = await world.reserve({ customer: eve, farmId: ghent.id, cus: MONTH, sus: MONTH });
      ids.set("too late", id);
      await mined(pools.connect(ghent.owner.signer).accept(id, world.hashOf(id)));
      await world.pay(eve, id, dollar, 40n);
    },
    21: async () => {
      await mined(rare.connect(eve.signer).refund(idOf("too late"), dollar, eve.signer.address));
    },
    18: async () => {
      await mined(pools.connect(eve.signer).close(idOf("left"), eve.signer.address));
      running.delete(idOf("left"));
      await mined(rare.connect(eve.signer).rate(idOf("left"), 3));
    },
    16: async () => {
      await mined(rare.connect(lake.owner.signer).announceEviction(idOf("thrown out")));
      await open("capped", lake, { customer: ann, cus: 4n * MONTH, sus: 4n * MONTH }, coin);
      run("capped", lake, 1800n);
    },
    14: async () => {
      await mined(rare.connect(lake.owner.signer).evict(idOf("thrown out")));
      running.delete(idOf("thrown out"));
    },
    // The farm's bridge says no more of it: a day later its clock stops by itself.
    12: () => Promise.resolve(void running.delete(idOf("silent"))),
    10: async () => {
      const id = idOf("steady");
      await mined(rare.connect(ann.signer).reserveRefill(id, MONTH, MONTH));
      await world.pay(ann, await pools.lastId(), dollar);
      await mined(rare.connect(ann.signer).rate(id, 5));
    },
    6: async () => {
      await mined(pools.connect(ann.signer).cap(idOf("capped"), 800n, 800n));
      run("capped", lake, 800n);
      const { signer } = north.owner;
      await mined(pools.connect(signer).withdraw(north.id, dollar, 0n, signer.address));
    },
    2: async () => {
      // Two days and a half: today it has half a day left.
      await open("ends today", ghent, { customer: eve, cus: (5n * DAY) / 2n, sus: (5n * DAY) / 2n });
      run("ends today", ghent, 1000n);
      await open("idle", north, { customer: ben, cus: MONTH, sus: MONTH });
    },
    1: async () => {
      await open("under notice", lake, { customer: eve, cus: MONTH, sus: MONTH }, coin);
      run("under notice", lake, 250n);
      await mined(rare.connect(lake.owner.signer).announceEviction(idOf("under notice")));
    },
  };

  for (let day = FIRST_DAY - 1n; day >= 0n; day--) {
    await world.at(now - day * DAY);
    await report([ghent, north, lake]);
    await days[String(day)]?.();
  }

  async function report(all: readonly Farm[]): Promise<void> {
    for (const farm of all) {
      const readings = [...running]
        .filter(([, { farm: one }]) => one === farm)
        .map(([poolId, { rate }]) => ({ poolId, cuRate: rate, suRate: rate, since: 0n }));
      if (readings.length > 0) await mined(pools.connect(farm.owner.signer).report(farm.id, readings));
    }
  }
}

/** What waits now: for money, for the rest of it, for the farm. */
export async function leaveOpen(world: World, { ghent, north }: Farms, customer: Actor): Promise<void> {
  const { pools, mined, dollar } = world;
  const half = await world.reserve({ customer, farmId: north.id, cus: MONTH, sus: MONTH, currencies: [dollar] });
  await mined(pools.connect(north.owner.signer).accept(half, world.hashOf(half)));
  await world.pay(customer, half, dollar, 50n);
  await world.reserve({ customer, farmId: ghent.id, cus: 2n * MONTH, sus: MONTH });
  const { verdict } = await pools.due(1n, dollar, ZeroHash);
  if (verdict !== 0n) throw new Error(`Reservation 1 cannot be paid: verdict ${verdict}.`);
}

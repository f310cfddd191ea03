import { MaxUint256 } from "ethers";
import type { Act } from "./act.ts";
import { isRefillable, somePool } from "./pools.ts";
import { noteIncome } from "./told.ts";

const DAY = 86_400;
const LARGE = 2n ** 100n;
const WHEN_SECONDS_LEFT = 2n ** 31n;

/** A standing order is given, runs once, and is taken back. Only a pool that draws is ever due. */
export const order: Act = (scene) => {
  const { market, random, now } = scene;
  const { place } = market;
  const pool = somePool(scene, (one) => {
    const isDrawing = one.drawsSince > now - DAY / 2;
    return isRefillable(one) && isDrawing && one.token !== place.coin && one.offeredTo === undefined;
  });
  if (pool === undefined) return undefined;
  const { farm, token, customer } = pool;
  const from = customer.wallet.address;
  switch (pool.order) {
    case "none": {
      pool.order = "waits";
      const limits = [LARGE, LARGE, WHEN_SECONDS_LEFT, 3600n, 1000n * LARGE, 2n ** 32n - 2n];
      const amounts = [random.between(1n, 90n) * 86_400n, random.between(1n, 9n) * 86_400n];
      const approve = place.call(from, "dollar", "approve", [place.addresses.orders, MaxUint256]);
      const set = place.call(from, "orders", "standingOrder", [pool.id, ...amounts, ...limits]);
      return { calls: [approve, set], events: 1 };
    }
    case "waits":
      pool.order = "ran";
      return {
        calls: [place.call(from, "orders", "execute", [pool.id])],
        events: 2,
        after: (told) => noteIncome(farm, token, told),
      };
    case "ran":
      pool.order = "none";
      return { calls: [place.call(from, "orders", "cancelOrder", [pool.id])], events: 1 };
  }
};

import { ACCOUNTS } from "../../model/acts/cast.ts";
import { isPool } from "../../model/pools/deals.ts";
import { amountIn, copyOf, key, type World } from "../../model/world.ts";

/** The same world, with a nothing wherever something might be: so that it is asked for, too. */
export function withNothings(world: World): World {
  const full = copyOf(world);
  const tokens = [...world.kinds.keys()];
  for (const token of tokens) {
    for (const account of ACCOUNTS) fill(full.owed, key(token, account));
    for (const [farm, { table }] of world.farms) {
      for (let number = 0; number <= table; number++) {
        fill(full.credits, key(farm, number, token));
        for (const payee of ACCOUNTS) fill(full.withdrawn, key(farm, number, token, payee));
      }
    }
    for (const id of world.deals.keys()) {
      fill(full.sums, key(id, token));
      for (const account of ACCOUNTS) fill(full.contributions, key(id, token, account));
    }
  }
  for (const [id, deal] of world.deals) {
    if (isPool(deal) && !world.offered.has(id)) full.offered.set(id, { tid: 0, by: "nobody" });
  }
  return full;
}

function fill(map: Map<string, bigint>, at: string): void {
  map.set(at, amountIn(map, at));
}

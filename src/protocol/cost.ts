import { AMOUNT_LIMIT, below, BPS, COST_LIMIT, LIST_PRICE_LIMIT, MONTH } from "./bounds.ts";
import { divideUp } from "./integers.ts";
import type { PerUnit } from "./perUnit.ts";

/**
 * What unit-seconds cost at list prices (token base units per unit-month). Always two amounts, each rounded up by
 * itself: a pool keeps the worth of its units apart.
 *
 * @example cost({ cu: 2_592_000n, su: 1n }, { cu: 1_000n, su: 1_000n }) // { cu: 1000n, su: 1n }
 */
export function cost(amounts: PerUnit<bigint>, listPrices: PerUnit<bigint>): PerUnit<bigint> {
  return { cu: partCost("cu", amounts.cu, listPrices.cu), su: partCost("su", amounts.su, listPrices.su) };
}

/** The least that a farm's operator may ask in an offer, in each unit by itself: else a whole price could stand on one. */
export function minimumOffer(listCost: PerUnit<bigint>, minOfferBps: bigint): PerUnit<bigint> {
  const bps = below("minimum offer", minOfferBps, BPS + 1n);
  return { cu: divideUp(listCost.cu * bps, BPS), su: divideUp(listCost.su * bps, BPS) };
}

function partCost(unit: "cu" | "su", amount: bigint, listPrice: bigint): bigint {
  const unitSeconds = below(`${unit} amount`, amount, AMOUNT_LIMIT);
  const perMonth = below(`${unit} list price`, listPrice, LIST_PRICE_LIMIT);
  return below(`${unit} cost`, divideUp(unitSeconds * perMonth, MONTH), COST_LIMIT);
}

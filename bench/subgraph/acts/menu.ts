import type { Act } from "./act.ts";
import * as farming from "./farming.ts";
import * as leaving from "./leaving.ts";
import * as offering from "./offering.ts";
import { order } from "./orders.ts";
import * as reserving from "./reserving.ts";
import * as using from "./using.ts";

export type Menu = readonly (readonly [weight: number, act: Act])[];

/** Every act of a market, as often as in one that trades. Answers and payments wait for their turn, so they weigh more. */
export const MIXED: Menu = [
  [10, reserving.reserve],
  [30, reserving.answer],
  [30, reserving.pay],
  [3, reserving.refund],
  [6, offering.buy],
  [1, offering.buyRefill],
  [5, offering.refill],
  [2, offering.reserveRefill],
  [1, offering.cancelNonces],
  [5, using.report],
  [2, using.cap],
  [1, using.rate],
  [3, leaving.withdraw],
  [3, leaving.close],
  [2, leaving.eviction],
  [2, leaving.handOver],
  [2, order],
  [2, farming.setTerms],
  [2, farming.reportNodes],
  [1, farming.retireNode],
  [2, farming.describe],
];

/** The same market, but for what only grows its history: mostly reservations. */
const MORE = new Map<Act, number>([
  [reserving.reserve, 60],
  [reserving.answer, 120],
  [reserving.pay, 120],
]);
export const RESERVING: Menu = MIXED.map(([weight, act]) => [MORE.get(act) ?? weight, act]);

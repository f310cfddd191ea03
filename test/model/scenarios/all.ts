import { attacks } from "./attacks.ts";
import { bounds } from "./bounds.ts";
import { deals } from "./deals.ts";
import { income, leaving } from "./leaving.ts";
import { offers, refills } from "./offers.ts";
import { readings } from "./readings.ts";
import { reservations } from "./reservations.ts";

/** Sequences that were thought up, by the sentence that each proves. */
export const SCENARIOS = Object.entries({
  ...reservations,
  ...offers,
  ...refills,
  ...readings,
  ...leaving,
  ...income,
  ...attacks,
  ...deals,
  ...bounds,
});

import { attacks } from "./attacks.ts";
import { bounds } from "./bounds.ts";
import { deals } from "./deals.ts";

/** Sequences that were thought up, by the sentence that each proves. */
export const SCENARIOS = Object.entries({ ...bounds, ...attacks, ...deals });

import { BUYING } from "./cases/buy.ts";
import { CLOSING } from "./cases/close.ts";
import type { Case } from "./cases/case.ts";
import { PAYING } from "./cases/memo.ts";
import { REFILLING } from "./cases/refill.ts";
import { REPORTING } from "./cases/report.ts";
import { RESERVING } from "./cases/reserve.ts";
import { WITHDRAWING } from "./cases/withdraw.ts";
import type { World } from "./world.ts";

export const CASES: readonly Case[] = [
  ...BUYING,
  ...REFILLING,
  ...REPORTING,
  ...WITHDRAWING,
  ...CLOSING,
  ...RESERVING,
  ...PAYING,
];

/** Gas by the name of the case: that of the act, or "act: what is different". */
export type Figures = ReadonlyMap<string, bigint>;

export function nameOf({ act, what }: Case): string {
  return what === undefined ? act : `${act}: ${what}`;
}

export async function measure(world: World): Promise<Figures> {
  const figures = new Map<string, bigint>();
  for (const one of CASES) figures.set(nameOf(one), await world.chain.isolated(() => one.run(world)));
  return figures;
}

/** The figure of that name; each case has one. */
export function figureOf(figures: Figures, name: string): bigint {
  const gas = figures.get(name);
  if (gas === undefined) throw new Error(`nothing was measured as "${name}"`);
  return gas;
}

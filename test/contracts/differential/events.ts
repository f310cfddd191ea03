import { emptyAt, stopAt } from "../../model/clock.ts";
import { clockOf, historyOf, isPool, priceOf } from "../../model/pools/deals.ts";
import type { World } from "../../model/world.ts";
import type { Chapter } from "../../model/acts/story.ts";
import type { Log } from "./perform.ts";
import { clockFields, clockWord, worthWord } from "./words.ts";

const SKIPS = ["NotActive", "WrongFarm", "AboveCap", "Empty"];

/** @returns where the events tell another story than the model: an indexer sees nothing else */
export function misreports({ act, before, outcome }: Chapter, logs: readonly Log[]): string[] {
  if (!outcome.ok) return [];
  const after = outcome.world;
  const told = act.do === "report" ? verdicts(logs) : [];
  const expected = act.do === "report" ? (outcome.answer as readonly string[]) : [];
  return [
    ...differ("verdicts", told, expected),
    ...[...lastClocks(logs)].flatMap(([id, log]) => clockTold(after, id, log)),
    ...differ("released", [released(logs)], [releasedBetween(before, after)]),
    ...logs.flatMap((log) => priceTold(after, log)),
  ];
}

function differ(what: string, told: readonly unknown[], expected: readonly unknown[]): string[] {
  return told.map(String).join() === expected.map(String).join()
    ? []
    : [`events of ${what}: expected ${expected.join(" ")}, told ${told.join(" ")}`];
}

function verdicts(logs: readonly Log[]): string[] {
  return logs.flatMap(({ name, args }) => {
    if (name === "ReadingTaken") return ["Taken"];
    return name === "ReadingSkipped" ? [SKIPS[Number(args["reason"])] ?? "?"] : [];
  });
}

/** The last word on each pool's clock. */
function lastClocks(logs: readonly Log[]): Map<number, Log> {
  const clocks = logs.filter(({ name }) => ["Settled", "ReadingTaken", "Refilled"].includes(name));
  return new Map(clocks.map((log) => [Number(log.args["poolId"]), log]));
}

function clockTold(world: World, id: number, { args }: Log): string[] {
  if (!isPool(world.deals.get(id))) return [];
  const told = [...clockWord(BigInt(args["clock"] as bigint)), args["emptyAt"], args["stopAt"]];
  const clock = clockOf(world, id);
  return differ(`the clock of ${id}`, told, [...clockFields(clock), emptyAt(clock), stopAt(clock)]);
}

function released(logs: readonly Log[]): bigint {
  return logs.reduce((sum, { args }) => sum + ((args.toObject()["released"] as bigint | undefined) ?? 0n), 0n);
}

function releasedBetween(before: World, after: World): bigint {
  let sum = 0n;
  for (const id of after.histories.keys()) sum += historyOf(after, id).released - historyOf(before, id).released;
  return sum;
}

function priceTold(world: World, { name, args }: Log): string[] {
  if (name !== "Credited" && name !== "Refilled") return [];
  const id = Number(args["poolId"]);
  const price = priceOf(world, id);
  return differ(`the price of ${id}`, worthWord(BigInt(args["worth"] as bigint)), [price.cu, price.su]);
}

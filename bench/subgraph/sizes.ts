import process from "node:process";
import { parseArgs } from "node:util";

export interface Sizes {
  readonly packed: Filling;
  readonly onePerBlock: Filling;
  readonly store: { readonly farms: number; readonly customers: number; readonly reservations: number };
  /** Backfills by each subgraph; the median counts. */
  readonly rounds: number;
  /** Of each query, after a tenth as many to warm up. */
  readonly runs: number;
}

export interface Filling {
  readonly farms: number;
  readonly customers: number;
  /** At least so many, beside the founding. */
  readonly events: number;
}

const FULL: Sizes = {
  packed: { farms: 100, customers: 500, events: 20_000 },
  onePerBlock: { farms: 20, customers: 100, events: 3_000 },
  store: { farms: 1000, customers: 5000, reservations: 100_000 },
  rounds: 3,
  runs: 500,
};

/** Enough to see that everything works; the figures mean nothing. */
const QUICK: Sizes = {
  packed: { farms: 10, customers: 40, events: 500 },
  onePerBlock: { farms: 5, customers: 20, events: 100 },
  store: { farms: 20, customers: 60, reservations: 300 },
  rounds: 1,
  runs: 30,
};

const HELP = `usage: npm run bench:subgraph -- [options]

How fast graph-node (Linux x64, from npm) indexes Granary, and answers the market's queries. Takes half an hour and
2 GB of memory; needs nothing but npm, where it fetches Ponder, to compare with.

  --quick          small sizes, two minutes: a smoke test, whose figures mean nothing
  --no-ponder      without Ponder
  --parts <parts>  some of backfill,queries
  --reservations <count>
                   in the store that is queried; 100000 without it
  --help           this`;

export interface Wishes {
  readonly sizes: Sizes;
  readonly ponder: boolean;
  readonly parts: ReadonlySet<string>;
}

/** What the command line asks for; undefined when it asks for help, or for what there is not. */
export function readWishes(args: readonly string[]): Wishes | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        quick: { type: "boolean" },
        ponder: { type: "boolean", default: true },
        parts: { type: "string", default: "backfill,queries" },
        reservations: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    const parts = new Set(values.parts.split(","));
    const unknown = [...parts].filter((part) => part !== "backfill" && part !== "queries");
    if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}.`);
    const sizes = withReservations(values.quick === true ? QUICK : FULL, values.reservations);
    if (values.help !== true) return { sizes, ponder: values.ponder, parts };
    console.log(HELP);
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${HELP}`);
    process.exitCode = 1;
  }
  return undefined;
}

function withReservations(sizes: Sizes, text: string | undefined): Sizes {
  if (text === undefined) return sizes;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new Error(`--reservations is "${text}", but must be a positive whole number.`);
  return { ...sizes, store: { ...sizes.store, reservations: Number(text) } };
}

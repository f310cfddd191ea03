import { Agent, request } from "node:http";
import type { Random } from "../../../test/model/acts/random.ts";
import { farmIncomeByDay } from "../../../src/protocol/queries/farmIncomeByDay.ts";
import { farmsByPrice } from "../../../src/protocol/queries/farmsByPrice.ts";
import { farmsInPlace } from "../../../src/protocol/queries/farmsInPlace.ts";
import { poolHistory } from "../../../src/protocol/queries/poolHistory.ts";
import { poolsOfWallet } from "../../../src/protocol/queries/poolsOfWallet.ts";
import { poolsRunningEmpty } from "../../../src/protocol/queries/poolsRunningEmpty.ts";
import { whatToPay } from "../../../src/protocol/queries/whatToPay.ts";
import { COUNTRIES } from "../market/countries.ts";
import type { Market } from "../market/market.ts";

/** Milliseconds from the request to the last byte of the answer. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

type Variables = Readonly<Record<string, string | number>>;
type Draw = (random: Random, market: Market, now: number) => Variables;

const DAY = 86_400;

/** Every query of the market, with what somebody would ask; hardly ever the same twice, so that no cache answers. */
const QUERIES: Readonly<Record<string, { readonly text: string; readonly draw: Draw }>> = {
  farmIncomeByDay: {
    text: farmIncomeByDay.text,
    draw: (random, { farms }, now) => {
      const from = String(now - 30 * DAY - random.below(3600));
      return { farm: 1 + random.below(farms.length), from, first: 100 };
    },
  },
  farmsByPrice: {
    text: farmsByPrice.text,
    draw: (random, { place }) => {
      const currency = random.chance(50) ? place.addresses.dollar : place.coin;
      return { currency: currency.toLowerCase(), first: 50, skip: 50 * random.below(20) };
    },
  },
  farmsInPlace: {
    text: farmsInPlace.text,
    draw: (random) => ({
      country: random.pick(COUNTRIES) ?? "BE",
      ...{ cuFree: String(random.below(4000)), suFree: String(random.below(2000)) },
      orderBy: random.pick(["cuFree", "createdAt", "uptime", "evictions", "acceptanceMean"] as const),
      ...{ orderDirection: "desc", first: 50 },
    }),
  },
  poolHistory: {
    text: poolHistory.text,
    draw: (random, { pools }) => ({ id: String(random.pick(pools)?.id ?? 1), after: "0" }),
  },
  poolsOfWallet: {
    text: poolsOfWallet.text,
    draw: (random, { customers }) => {
      return { owner: random.pick(customers)?.wallet.address.toLowerCase() ?? "0x", first: 100 + random.below(50) };
    },
  },
  poolsRunningEmpty: {
    text: poolsRunningEmpty.text,
    draw: (random, _, now) => {
      const from = now - random.below(DAY);
      return { now: String(from), until: String(from + DAY), first: 100 };
    },
  },
  whatToPay: {
    text: whatToPay.text,
    draw: (random, { asked }) => ({ id: String(random.pick(asked) ?? 1) }),
  },
};

/** One client, one query after the other, on one connection. */
export async function measureQueries(
  url: string,
  market: Market,
  random: Random,
  now: number,
  runs: number,
): Promise<Readonly<Record<string, Latency>>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const latencies: Record<string, Latency> = {};
  try {
    for (const [name, { text, draw }] of Object.entries(QUERIES)) {
      const times: number[] = [];
      const warmUp = Math.ceil(runs / 10);
      for (let run = -warmUp; run < runs; run++) {
        const body = JSON.stringify({ query: text, variables: draw(random, market, now) });
        const began = performance.now();
        const answer = await ask(agent, url, body);
        if (run >= 0) times.push(performance.now() - began);
        check(name, answer);
      }
      latencies[name] = { p50: percentile(times, 50), p99: percentile(times, 99) };
    }
  } finally {
    agent.destroy();
  }
  return latencies;
}

function ask(agent: Agent, url: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

/** An answer with an error has no data, and comes quickly. */
function check(name: string, text: string): void {
  const { errors } = JSON.parse(text) as { readonly errors?: readonly { readonly message: string }[] };
  if (errors !== undefined) throw new Error(`${name}: ${errors.map(({ message }) => message).join("; ")}`);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
  return Math.round(value * 10) / 10;
}

import { ZeroHash } from "ethers";
import { NEVER } from "../../model/bounds.ts";
import { emptyAt, settle, stopAt, type Clock } from "../../model/clock.ts";
import { NATIVE } from "../../model/names.ts";
import { max, min, total, UNITS } from "../../model/pair.ts";
import { clockOf, isPool, priceOf, underNotice, type Pool } from "../../model/pools/deals.ts";
import { dueOf, quoteOf } from "../../model/pools/due.ts";
import { earnedBy } from "../../model/pools/income.ts";
import { Refused } from "../../model/refused.ts";
import { walletOf } from "../../model/registry/threebots.ts";
import { amountIn, key, type World } from "../../model/world.ts";
import { escrowOf, worthOf } from "../../model/worth.ts";
import type { Chain } from "./chain.ts";
import { asWords, type Observation, type Value } from "./observation.ts";

/** What everything looks like in this second, to those who ask. */
export function observeViews(chain: Chain, world: World, now: bigint): Observation[] {
  return [...dues(chain, world, now), ...pools(chain, world, now), ...withdrawables(chain, world)];
}

function dues(chain: Chain, world: World, now: bigint): Observation[] {
  return [...world.deals].flatMap(([id, deal]) =>
    [...world.kinds.keys()].map((token): Observation => {
      const call = chain.faces.pools.encodeFunctionData("due", [id, chain.addressOf(token), ZeroHash]);
      const due = ifAllowed(() => dueOf(world, id, token, "any", now));
      const quote = due === undefined ? undefined : quoteOf(world, deal, token);
      const expected = due === undefined ? [true, 0] : [false, due, quote?.cu, quote?.su];
      const read = (answer: string): Value[] => {
        const [verdict, ...amounts] = asWords(answer);
        return [verdict !== 0n, ...amounts];
      };
      return { what: `due of ${id} in ${token}`, target: chain.pools, call, read, expected };
    }),
  );
}

function ifAllowed(ask: () => bigint): bigint | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function pools(chain: Chain, world: World, now: bigint): Observation[] {
  return [...world.deals]
    .filter((entry): entry is [number, Pool] => isPool(entry[1]))
    .map(([id, pool]) => ({
      what: `view of ${id}`,
      target: chain.lens,
      call: chain.faces.lens.encodeFunctionData("pool", [id]),
      read: asWords,
      expected: poolView(chain, world, id, pool, now),
    }));
}

function poolView(chain: Chain, world: World, id: number, pool: Pool, now: bigint): Value[] {
  const stored = clockOf(world, id);
  const clock = settle(stored, now);
  const price = priceOf(world, id);
  const escrow = escrowOf(clock.balance, price, pool.upfront);
  return [
    5,
    pool.farm,
    pool.tid,
    BigInt(chain.addressOf(walletOf(world, pool.tid) ?? NATIVE)),
    BigInt(chain.addressOf(pool.token)),
    pool.upfront,
    pool.notice,
    pool.cap.cu,
    pool.cap.su,
    underNotice(pool, now) ? pool.until : 0n,
    clock.balance.cu,
    clock.balance.su,
    clock.rate.cu,
    clock.rate.su,
    stored.settledAt,
    clock.lastReading,
    Number(clock.empty),
    emptyAt(clock),
    stopAt(clock),
    secondsLeft(clock),
    price.cu,
    price.su,
    total(worthOf(clock.balance, price)),
    escrow,
    escrowOf(stored.balance, price, pool.upfront) - escrow,
  ];
}

/** What ends at a time that does not fit, never ends. */
function secondsLeft(clock: Clock): bigint {
  if (clock.empty) return 0n;
  if (emptyAt(clock) === NEVER) return NEVER;
  const drawn = UNITS.filter((unit) => clock.rate[unit] > 0n);
  return drawn.reduce((least, unit) => min(least, clock.balance[unit] / clock.rate[unit]), NEVER);
}

function withdrawables(chain: Chain, world: World): Observation[] {
  const asked = new Map<string, bigint>();
  for (const at of world.credits.keys()) {
    const [farm = "", table = "", token = ""] = at.split("/");
    for (const { payee } of world.shares.get(key(farm, table)) ?? []) {
      const earned = earnedBy(world, Number(farm), Number(table), token, payee);
      const left = earned - amountIn(world.withdrawn, key(farm, table, token, payee));
      const of = key(farm, payee, token);
      asked.set(of, (asked.get(of) ?? 0n) + max(0n, left));
    }
  }
  return [...asked].map(([of, sum]) => {
    const [farm = "", payee = "", token = ""] = of.split("/");
    const parts = [farm, chain.addressOf(payee), chain.addressOf(token)] as [string, string, string];
    const call = chain.faces.lens.encodeFunctionData("withdrawable", parts);
    return { what: `withdrawable ${of}`, target: chain.lens, call, read: asWords, expected: [sum] };
  });
}

import { NATIVE, NOBODY } from "../../model/names.ts";
import { clockOf, priceOf } from "../../model/pools/deals.ts";
import type { Deal, State } from "../../model/pools/records.ts";
import { key, type World } from "../../model/world.ts";
import type { Chain } from "./chain.ts";
import { asWords, type Observation, type Value } from "./observation.ts";
import { changed } from "./observe-registry.ts";
import { clockFields, clockWord, dealWord, worthWord } from "./words.ts";

const STATES: readonly State[] = [
  "Requested",
  "Payable",
  "Rejected",
  "Cancelled",
  "Active",
  "Closed",
  "Evicted",
  "Refilled",
];

/** What Pools and the tokens hold of those entries that are not the same in an older world. */
export function observePools(chain: Chain, world: World, old: World): Observation[] {
  return [...deals(chain, world, old), ...amounts(chain, world, old), ...others(chain, world, old)];
}

function deals(chain: Chain, world: World, old: World): Observation[] {
  const ids = new Set([
    ...changed(world.deals, old.deals).map(([id]) => id),
    ...changed(world.clocks, old.clocks).map(([id]) => id),
    ...changed(world.worths, old.worths).map(([id]) => id),
  ]);
  const observed = [...ids].map((id): Observation => {
    const call = chain.faces.pools.encodeFunctionData("slotsOf", [id]);
    const deal = world.deals.get(id);
    if (deal === undefined) throw new Error(`${id} is gone`);
    const expected = [...clockAndPrice(world, id, deal), ...dealFields(world, deal)];
    return { what: `pool ${id}`, target: chain.pools, call, read: slots, expected };
  });
  const lastId = chain.faces.pools.encodeFunctionData("lastId");
  return [
    ...observed,
    { what: "last id", target: chain.pools, call: lastId, read: asWords, expected: [world.deals.size] },
  ];
}

function slots(answer: string): readonly bigint[] {
  const [clock = 0n, worth = 0n, deal = 0n] = asWords(answer);
  return [...clockWord(clock), ...worthWord(worth), ...dealWord(deal)];
}

/** Of what is no pool yet, or was a refill, these words say other things. */
function clockAndPrice(world: World, id: number, { state }: Deal): readonly Value[] {
  if (state !== "Active" && state !== "Closed" && state !== "Evicted") return Array<Value>(10).fill(undefined);
  const price = priceOf(world, id);
  return [...clockFields(clockOf(world, id)), price.cu, price.su];
}

function dealFields(world: World, deal: Deal): readonly Value[] {
  const { farm, tid, token, reached, upfront, notice, cap, state } = deal;
  const open = state === "Requested" || state === "Payable";
  const number = STATES.indexOf(state) + 1;
  const until = open || state === "Active" ? deal.until : undefined;
  if (deal.refillOf !== 0) return [farm, ...Array<Value>(6).fill(undefined), until, number];
  const index = world.tokens.get(key(farm, token ?? reached ?? NOBODY)) ?? 0;
  return [farm, tid, index, upfront, notice, cap.cu, cap.su, until, number];
}

function amounts(chain: Chain, world: World, old: World): Observation[] {
  const face = chain.faces.pools;
  const name = (part = ""): string => chain.addressOf(part);
  const all = <M extends "sums" | "contributions" | "credits" | "withdrawn" | "owed" | "balances">(
    map: M,
    call: (...parts: string[]) => Pick<Observation, "target" | "call">,
  ): Observation[] =>
    changed<string, bigint>(world[map], old[map]).map(([at, amount]) => ({
      what: `${map} ${at}`,
      ...call(...at.split("/")),
      read: asWords,
      expected: [amount],
    }));
  const target = chain.pools;
  return [
    ...all("sums", (id = "", token) => ({ target, call: face.encodeFunctionData("paidOf", [id, name(token)]) })),
    ...all("contributions", (id = "", token, payer) => ({
      target,
      call: face.encodeFunctionData("contributionOf", [id, name(token), name(payer)]),
    })),
    ...all("credits", (farm = "", table = "", token) => ({
      target,
      call: face.encodeFunctionData("creditOf", [farm, table, name(token)]),
    })),
    ...all("withdrawn", (farm = "", table = "", token, payee) => ({
      target,
      call: face.encodeFunctionData("withdrawnOf", [farm, table, name(token), name(payee)]),
    })),
    ...all("owed", (token, account) => ({
      target,
      call: face.encodeFunctionData("owedOf", [name(token), name(account)]),
    })),
    ...all("balances", (token, account) =>
      token === NATIVE
        ? { target: name(account), call: "0x" }
        : { target: name(token), call: chain.faces.token.encodeFunctionData("balanceOf", [name(account)]) },
    ),
  ];
}

function others(chain: Chain, world: World, old: World): Observation[] {
  const face = chain.faces.pools;
  const ask = (what: string, call: string, ...expected: Value[]): Observation => ({
    what,
    target: chain.pools,
    call,
    read: asWords,
    expected,
  });
  return [
    ...changed(world.epochs, old.epochs).map(([tid, epoch]) =>
      ask(`epoch ${tid}`, face.encodeFunctionData("epochOf", [tid]), epoch),
    ),
    ...changed(world.nonces, old.nonces).map(([at]) => {
      const [signer = "", nonce = ""] = at.split("/");
      return ask(`nonce ${at}`, face.encodeFunctionData("nonceUsed", [chain.addressOf(signer), nonce]), 1n);
    }),
    ...changed(world.offered, old.offered)
      .filter(([id]) => world.deals.get(id)?.state === "Active")
      .map(([id, { tid, by }]) =>
        ask(
          `offer of ${id}`,
          face.encodeFunctionData("offeredTo", [id]),
          tid,
          tid === 0 ? undefined : BigInt(chain.addressOf(by)),
        ),
      ),
  ];
}

import { NOBODY } from "../../model/names.ts";
import type { World } from "../../model/world.ts";
import type { Chain } from "./chain.ts";
import { asWords, type Observation, type Value } from "./observation.ts";

/** What the registry holds of those entries that are not the same in an older world. */
export function observeRegistry(chain: Chain, world: World, old: World): Observation[] {
  return [
    ...threebots(chain, world, old),
    ...farms(chain, world, old),
    ...nodes(chain, world, old),
    ...prices(chain, world, old),
    ...shares(chain, world, old),
    ...counts(chain, world),
  ];
}

/** Those entries of a map that changed. */
export function changed<K, V>(now: ReadonlyMap<K, V>, old: ReadonlyMap<K, V>): [K, V][] {
  return [...now].filter(([at, value]) => old.get(at) !== value);
}

function ask(chain: Chain, what: string, call: string, ...expected: Value[]): Observation {
  return { what, target: chain.registry, call, read: asWords, expected };
}

function wallet(chain: Chain, name: string = NOBODY): bigint {
  return BigInt(chain.addressOf(name));
}

function threebots(chain: Chain, world: World, old: World): Observation[] {
  return changed(world.threebots, old.threebots).map(([tid, { owner, pending }]) => {
    const call = chain.faces.registry.encodeFunctionData("threebot", [tid]);
    return ask(chain, `threebot ${tid}`, call, wallet(chain, owner), wallet(chain, pending));
  });
}

function farms(chain: Chain, world: World, old: World): Observation[] {
  const ids = [...changed(world.farms, old.farms), ...changed(world.announced, old.announced)].map(([id]) => id);
  return ids.map((id) => {
    const farm = world.farms.get(id);
    if (farm === undefined) throw new Error(`farm ${id} is gone`);
    const from = world.announced.get(id)?.from;
    return ask(
      chain,
      `farm ${id}`,
      chain.faces.registry.encodeFunctionData("farm", [id]),
      wallet(chain, farm.owner),
      wallet(chain, farm.pending),
      farm.tid,
      farm.signerEpoch,
      wallet(chain, farm.operator),
      farm.version,
      farm.upfront,
      farm.minOffer,
      farm.notice,
      farm.table,
      from === undefined ? 0n : undefined,
      from ?? 0n,
    );
  });
}

function nodes(chain: Chain, world: World, old: World): Observation[] {
  return changed(world.nodes, old.nodes).map(([id, { farm, retired }]) => {
    const call = chain.faces.registry.encodeFunctionData("node", [id]);
    return ask(chain, `node ${id}`, call, farm, undefined, Number(retired));
  });
}

function prices(chain: Chain, world: World, old: World): Observation[] {
  return changed(world.prices, old.prices).flatMap(([at, history]) => {
    const [farm = "", token = ""] = at.split("/");
    return history.map(({ version, price, listed }) => {
      const call = chain.faces.registry.encodeFunctionData("priceAt", [Number(farm), chain.addressOf(token), version]);
      const observed = ask(chain, `price ${at} of version ${version}`, call);
      const expected = listed ? [price.cu, price.su, world.tokens.get(at), true] : [0, 0, undefined, false];
      return { ...observed, read: listedWords, expected };
    });
  });
}

/** The price, the token's index, and whether it was listed; of a token that was not, the price does not count. */
function listedWords(answer: string): Value[] {
  const [cu, su, index, slot] = asWords(answer);
  return slot === 0n ? [0, 0, index, false] : [cu, su, index, true];
}

function shares(chain: Chain, world: World, old: World): Observation[] {
  return changed(world.shares, old.shares).flatMap(([at, table]) =>
    table.map(({ payee, bps }) => {
      const [farm = 0, number = 0] = at.split("/").map(Number);
      const call = chain.faces.registry.encodeFunctionData("shareOf", [farm, number, chain.addressOf(payee)]);
      return ask(chain, `share ${at} of ${payee}`, call, bps);
    }),
  );
}

function counts(chain: Chain, world: World): Observation[] {
  const face = chain.faces.registry;
  return [
    ask(chain, "threebots", face.encodeFunctionData("threebotCount"), world.threebots.size),
    ask(chain, "farms", face.encodeFunctionData("farmCount"), world.farms.size),
    ask(chain, "nodes", face.encodeFunctionData("nodeCount"), world.nodes.size),
  ];
}

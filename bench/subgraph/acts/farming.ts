import type { Farm } from "../market/market.ts";
import { infoOf } from "../market/found.ts";
import { keyOf, proofOf } from "../market/people.ts";
import type { Act, Step } from "./act.ts";

/** A farmer changes his prices. */
export const setTerms: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  const [token, price] = random.pick([...(farm?.prices ?? [])]) ?? [];
  if (farm === undefined || token === undefined || price === undefined) return undefined;
  const changed = { cu: (price.cu * random.between(90n, 110n)) / 100n + 1n, su: price.su + 1n };
  farm.prices.set(token, changed);
  farm.version += 1n;
  const list = [{ token, cuPrice: changed.cu, suPrice: changed.su, listed: true }];
  return one(market.place.call(farm.owner.address, "registry", "setTerms", [farm.id, farm.upfrontBps, 1n, list]), 2);
};

/** The operator reports nodes that went down, or came up again. */
export const reportNodes: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  const [node] = farm?.nodes ?? [];
  if (farm === undefined || node === undefined) return undefined;
  const lists = node.down ? [[], [node.id]] : [[node.id], []];
  node.down = !node.down;
  return one(market.place.call(farm.operator.address, "registry", "reportNodes", [farm.id, ...lists]));
};

/** A node goes off the market, or comes back; never a farm's only one. */
export const retireNode: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  const node = farm?.nodes[1];
  if (farm === undefined || node === undefined) return undefined;
  node.retired = !node.retired;
  return one(market.place.call(farm.owner.address, "registry", node.retired ? "retireNode" : "relistNode", [node.id]));
};

/** What a farmer says of his farm and his nodes. */
export const describe: Act = ({ market, random }) => {
  const farm = random.pick(market.farms);
  const [node] = farm?.nodes ?? [];
  if (farm === undefined || node === undefined) return undefined;
  const from = farm.owner.address;
  const { place } = market;
  switch (random.pick(["farm", "node", "floor", "shares", "key", "node's key"] as const)) {
    case "farm":
      return one(place.call(from, "registry", "describeFarm", [farm.id, `Farm ${farm.id}`, "https://new.example"]));
    case "node":
      return one(place.call(from, "registry", "describeNode", [node.id, farm.tid, infoOf(random)]));
    case "floor":
      return one(place.call(from, "registry", "setMinOffer", [farm.id, 9000n + BigInt(random.below(999))]));
    case "shares":
      return one(place.call(from, "registry", "announceShares", [farm.id, [{ payee: from, bps: 10_000n }]]));
    case "key":
      return one(place.call(from, "registry", "rotateKey", [farm.tid, ...nextKey(farm)]));
    case "node's key":
      return one(place.call(from, "registry", "rekeyNode", [node.id, ...nextKey(farm)]));
  }
};

function nextKey(farm: Farm): readonly [string, string] {
  const name = `farm ${farm.id}, ${++farm.keys}`;
  return [keyOf(name), proofOf(name)];
}

function one(call: Step["calls"][number], events = 1): Step {
  return { calls: [call], events };
}

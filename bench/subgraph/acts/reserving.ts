import { hexlify, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import { cost } from "../../../src/protocol/cost.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { formatMemo } from "../../../src/protocol/memo.ts";
import type { Call } from "../chain/miner.ts";
import type { Reservation } from "../market/market.ts";
import type { Told } from "../market/place.ts";
import { proofOf } from "../market/people.ts";
import type { Act, Scene } from "./act.ts";
import { amount, credited, only, reservationOf } from "./told.ts";

/** A new pool is asked for. */
export const reserve: Act = ({ market, random, now }) => {
  const [customer, farm] = [random.pick(market.customers), random.pick(market.farms)];
  if (customer === undefined || farm === undefined) return undefined;
  const { place } = market;
  const token = random.chance(70) ? place.addresses.dollar : place.coin;
  const { bought, cap } = amount(random);
  const terms = {
    ...{ farmId: farm.id, termsVersion: farm.version, cus: bought.cu, sus: bought.su },
    nodeIds: random.chance(30) ? farm.nodes.filter(({ retired }) => !retired).map(({ id }) => id) : [],
    currencies: random.chance(50) ? [token] : [place.addresses.dollar, place.coin],
    ...{ cuCap: cap.cu, suCap: cap.su, refundTo: ZeroAddress, signingRequestHash: ZeroHash },
  };
  const price = farm.prices.get(token) ?? { cu: 0n, su: 0n };
  const { cu, su } = cost(bought, price);
  const signature = proofOf("terms");
  return {
    calls: [
      place.call(customer.wallet.address, "pools", "reserve", [terms, customer.tid, ++customer.epoch, signature]),
    ],
    events: 1,
    after: (told) => {
      const asked = reservationOf(only(told, "Reserved"), now);
      market.asked.push(asked.id);
      market.requested.push({ ...asked, farm, customer, token, cap, due: cu + su, target: undefined });
    },
  };
};

/** The farm answers whoever waits longest: mostly yes. */
export const answer: Act = (scene) => {
  const { market, random, now } = scene;
  const reservation = next(scene, market.requested);
  if (reservation === undefined) return undefined;
  const { id, termsHash, farm, customer } = reservation;
  const from = farm.operator.address;
  const accept = (): Call => market.place.call(from, "pools", "accept", [id, termsHash]);
  const how = random.weigh([
    [92, "accept"],
    [4, "reject"],
    [2, "cancel"],
    [2, "nothing"],
  ] as const);
  switch (how) {
    case "accept":
      return { calls: [accept()], events: 1, after: () => market.payable.push({ ...reservation, until: now + 3600 }) };
    case "reject": {
      const reason = random.pick(["no capacity left", "maintenance", "not in this country"] as const);
      return { calls: [market.place.call(from, "pools", "reject", [id, termsHash, reason])], events: 1 };
    }
    case "cancel":
      return { calls: [market.place.call(customer.wallet.address, "pools", "cancel", [id])], events: 1 };
    case "nothing":
      return { calls: [], events: 0 };
  }
};

/** Whoever was accepted first pays, by one of the doors; some pay a part, and some of these never the rest. */
export const pay: Act = (scene) => {
  const { market, random, busy } = scene;
  const reservation = next(scene, market.payable);
  if (reservation === undefined) return undefined;
  const { target } = reservation;
  if (target !== undefined && busy.has(target)) {
    market.payable.push(reservation);
    return undefined;
  }
  if (target !== undefined) busy.add(target);
  const isLost = target?.isOver === true || (target !== undefined && target.evictableFrom !== 0);
  const how = isLost
    ? "nothing"
    : random.weigh([
        [88, "all"],
        [8, "part"],
        [4, "nothing"],
      ] as const);
  if (how === "nothing") {
    if (reservation.hasPart) market.over.push(reservation);
    return { calls: [], events: 0 };
  }
  const paid = how === "all" ? reservation.due : reservation.due / 2n;
  const after = (told: readonly Told[]): void => {
    if (how === "part") market.payable.push({ ...reservation, due: reservation.due - paid, hasPart: true });
    else credited(market, reservation, told);
  };
  return { calls: [payment(scene, reservation, paid)], events: 1, after };
};

export const refund: Act = ({ market, now }) => {
  const [first] = market.over;
  if (first === undefined || first.until >= now) return undefined;
  market.over.shift();
  const { wallet } = first.customer;
  return {
    calls: [market.place.call(wallet.address, "pools", "refund", [first.id, first.token, wallet.address])],
    events: 1,
  };
};

function payment({ market, random }: Scene, { id, token, customer }: Reservation, paid: bigint): Call {
  const { place } = market;
  const from = customer.wallet.address;
  const memo = formatMemo(id);
  const bytes = hexlify(toUtf8Bytes(memo)) as Hex;
  if (token === place.coin) return { from, to: place.addresses.pools, data: bytes, value: paid };
  const door = random.weigh([
    [60, "pay"],
    [20, "payFor"],
    [20, "transferAndCall"],
  ] as const);
  switch (door) {
    case "pay":
      return place.call(from, "pools", "pay(string,address,uint256)", [memo, token, paid]);
    case "payFor":
      return place.call(from, "pools", "payFor", [id, token, paid, from, ZeroHash]);
    case "transferAndCall":
      return place.call(from, "dollar", "transferAndCall(address,uint256,bytes)", [place.addresses.pools, paid, bytes]);
  }
}

/** The first that is still in time; what is not goes. */
function next({ market, now }: Scene, waiting: Reservation[]): Reservation | undefined {
  for (;;) {
    const first = waiting.shift();
    if (first === undefined || first.until >= now) return first;
    if (first.hasPart) market.over.push(first);
  }
}

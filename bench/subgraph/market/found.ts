import { MaxUint256, toBeHex } from "ethers";
import type { Random } from "../../../test/model/acts/random.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { Call, Miner } from "../chain/miner.ts";
import { COUNTRIES } from "./countries.ts";
import type { Customer, Farm, Market } from "./market.ts";
import { keyOf, person, proofOf } from "./people.ts";
import type { Place } from "./place.ts";

export interface Size {
  readonly farms: number;
  readonly customers: number;
}

/** How the founding is spread over blocks. */
export interface Pace {
  readonly eventsPerBlock: number;
  readonly secondsPerBlock: number;
}

/** What a call of `createFarm` with prices in two currencies tells. */
const EVENTS_OF_FARM = 6;
/** Of a token alone, which no subgraph of ours reads. */
const CALLS_WITHOUT_EVENTS = 400;

const DOLLAR = 1_000_000n;
const BIT = 10n ** 14n;
const PURSE = 10n ** 18n;

/** Threebots, farms with prices in two currencies, nodes, and customers with money. No pool yet. */
export async function found(miner: Miner, place: Place, size: Size, pace: Pace, random: Random): Promise<Market> {
  const mine = async (calls: readonly Call[], events = 1): Promise<void> => {
    const perBlock = events === 0 ? CALLS_WITHOUT_EVENTS : Math.max(1, Math.floor(pace.eventsPerBlock / events));
    for (let from = 0; from < calls.length; from += perBlock) {
      await miner.mine(calls.slice(from, from + perBlock), pace.secondsPerBlock);
    }
  };
  const owners = Array.from({ length: size.farms }, (_, at) => person(`owner ${at}`));
  const buyers = Array.from({ length: size.customers }, (_, at) => person(`customer ${at}`));
  const operators = Array.from({ length: Math.ceil(size.farms / 10) }, (_, at) => person(`operator ${at}`));
  await miner.endow([...owners, ...buyers, ...operators].map(({ address }) => address));

  const everybody = [...owners, ...buyers];
  await mine(
    everybody.map(({ address }) => place.call(address, "registry", "register", [keyOf(address), proofOf(address)])),
  );
  const farms = owners.map((owner, at): Farm => {
    const operator = operators[at % operators.length] ?? owner;
    const prices = new Map<Hex, { cu: bigint; su: bigint }>();
    prices.set(place.addresses.dollar, { cu: random.between(4n, 20n) * DOLLAR, su: random.between(2n, 9n) * DOLLAR });
    prices.set(place.coin, { cu: random.between(20n, 90n) * BIT, su: random.between(10n, 50n) * BIT });
    const upfrontBps = random.pick([0n, 0n, 1000n, 2500n] as const);
    const [tid, id] = [BigInt(at + 1), BigInt(at + 1)];
    return {
      id,
      tid,
      owner,
      operator,
      upfrontBps,
      prices,
      nodes: [],
      earned: new Set(),
      pools: [],
      version: 1n,
      keys: 1,
    };
  });
  await mine(
    farms.map((farm) => creation(place, farm)),
    EVENTS_OF_FARM,
  );
  await mine(nodesOf(place, farms, random));

  await mine(
    buyers.flatMap(({ address }) => [
      place.call(address, "dollar", "mint", [address, PURSE]),
      place.call(address, "dollar", "approve", [place.addresses.pools, MaxUint256]),
    ]),
    0,
  );
  const customers = buyers.map((wallet, at): Customer => {
    return { wallet, tid: BigInt(size.farms + at + 1), epoch: 0n };
  });
  return { place, farms, customers, asked: [], requested: [], payable: [], over: [], pools: [], nonce: 0n };
}

function creation(place: Place, { id, tid, owner, operator, upfrontBps, prices }: Farm): Call {
  const setup = {
    ...{ tid, operator: operator.address, upfrontBps, noticeDays: 1n, minOfferBps: 9000n },
    name: `Farm ${id}`,
    endpoint: `https://farm-${id}.example`,
  };
  const list = [...prices].map(([token, { cu, su }]) => ({ token, cuPrice: cu, suPrice: su, listed: true }));
  const shares = [{ payee: owner.address, bps: 10_000n }];
  return place.call(owner.address, "registry", "createFarm", [setup, list, shares]);
}

/** One node for each farm, three for one in four. */
function nodesOf(place: Place, farms: readonly Farm[], random: Random): Call[] {
  let id = 0n;
  return farms.flatMap((farm) =>
    Array.from({ length: random.pick([1, 1, 1, 3] as const) }, () => {
      farm.nodes.push({ id: ++id, retired: false, down: false });
      const node = [keyOf(`node ${id}`), farm.tid, infoOf(random), proofOf(`node ${id}`)];
      return place.call(farm.owner.address, "registry", "addNode", [farm.id, ...node]);
    }),
  );
}

export function infoOf(random: Random): object {
  const country = random.pick(COUNTRIES) ?? "BE";
  const size = random.pick([8n, 16n, 32n, 64n] as const);
  const ipv4s = Array.from({ length: random.below(4) }, () => random.between(2n ** 27n, 2n ** 31n));
  return {
    ...{ cru: size, mru: size * 4n, sru: size * 125n, hru: size * 500n },
    country: toBeHex(Buffer.from(country, "latin1").readUInt16BE(), 2),
    city: `Place ${random.below(200)} in ${country}`,
    ipv4s,
  };
}

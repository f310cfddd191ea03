import { hexlify, toUtf8Bytes, ZeroHash } from "ethers";
import type { ActOf, Kind } from "../../model/act.ts";
import type { Guard } from "../../model/names.ts";
import type { Call } from "./call.ts";
import type { Chain } from "./chain.ts";
import type { RegistryKind } from "./registry-calls.ts";
import { offerStruct, signCap, signOffer } from "./signing.ts";

const SIGNATURE = `0x${"22".repeat(64)}`;
const OTHER_HASH = `0x${"33".repeat(32)}`;

/** The terms' hashes of the reservations of this story. */
export type Hashes = ReadonlyMap<number, string>;

type PoolsKind = Exclude<Kind, RegistryKind>;
type Encoder<K extends PoolsKind> = (chain: Chain, act: ActOf<K>, hashes: Hashes) => string | Call | Promise<string>;

const face = (chain: Chain): Chain["faces"]["pools"] => chain.faces.pools;

const encoders: { readonly [K in PoolsKind]: Encoder<K> } = {
  reserve: (c, a) => face(c).encodeFunctionData("reserve", [termsStruct(c, a.terms), a.tid, a.epoch, SIGNATURE]),
  reserveRefill: (c, a) => face(c).encodeFunctionData("reserveRefill", [a.poolId, a.amount.cu, a.amount.su]),
  accept: (c, a, hashes) => face(c).encodeFunctionData("accept", [a.id, hashOf(hashes, a.id, a.guard)]),
  reject: (c, a, hashes) => face(c).encodeFunctionData("reject", [a.id, hashOf(hashes, a.id, a.guard), "full"]),
  cancel: (c, a) => face(c).encodeFunctionData("cancel", [a.id]),
  pay: (c, a, hashes) => {
    const paid = [a.memo, c.addressOf(a.token), a.amount] as [string, string, bigint];
    if (a.guard === "any") return face(c).encodeFunctionData("pay(string,address,uint256)", paid);
    const hash = hashOf(hashes, Number(a.memo.replace(/^p-/, "")), a.guard);
    return face(c).encodeFunctionData("pay(string,address,uint256,bytes32)", [...paid, hash]);
  },
  payFor: (c, a, hashes) => {
    const hash = hashOf(hashes, a.id, a.guard);
    const beneficiary = c.addressOf(a.beneficiary);
    return face(c).encodeFunctionData("payFor", [a.id, c.addressOf(a.token), a.amount, beneficiary, hash]);
  },
  transferAndCall: (c, a) => ({
    to: c.addressOf(a.token),
    data: c.faces.token.encodeFunctionData("transferAndCall", [c.pools, a.amount, toUtf8Bytes(a.memo)]),
  }),
  payNative: (_, a) => hexlify(toUtf8Bytes(a.memo)),
  refund: (c, a) => face(c).encodeFunctionData("refund", [a.id, c.addressOf(a.token), c.addressOf(a.to)]),
  buy: async (c, a) => {
    const offer = offerStruct(c, a.offer);
    const signature = await signOffer(c, a.signature.by, offer);
    const signer = c.addressOf(a.signature.signer);
    return face(c).encodeFunctionData("buy", [offer, a.tid, [...a.nodes], signer, signature]);
  },
  refill: (c, a) =>
    face(c).encodeFunctionData("refill", [a.poolId, a.amount.cu, a.amount.su, a.maxCost.cu, a.maxCost.su]),
  cancelNonces: (c, a) => face(c).encodeFunctionData("cancelNonces", [a.word, a.mask]),
  report: (c, a) => {
    const readings = a.readings.map(({ poolId, rate, since }) => ({ poolId, cuRate: rate.cu, suRate: rate.su, since }));
    return face(c).encodeFunctionData("report", [a.farm, readings]);
  },
  cap: (c, a) => face(c).encodeFunctionData("cap", [a.poolId, a.cap.cu, a.cap.su]),
  capBySignature: async (c, a) => {
    const { poolId, nonce, deadline } = a;
    const lower = { poolId, cuCap: a.cap.cu, suCap: a.cap.su, nonce, deadline };
    return face(c).encodeFunctionData("capBySignature", [lower, await signCap(c, a.signedBy, lower)]);
  },
  withdraw: (c, a) => {
    const [table, ...others] = a.tables;
    const [token, to] = [c.addressOf(a.token), c.addressOf(a.to)];
    return table !== undefined && others.length === 0
      ? face(c).encodeFunctionData("withdraw", [a.farm, token, table, to])
      : face(c).encodeFunctionData("withdrawMany", [a.farm, token, [...a.tables], to]);
  },
  close: (c, a) => face(c).encodeFunctionData("close", [a.poolId, c.addressOf(a.to)]),
  announceEviction: (c, a) => face(c).encodeFunctionData("announceEviction", [a.poolId]),
  withdrawEviction: (c, a) => face(c).encodeFunctionData("withdrawEviction", [a.poolId]),
  evict: (c, a) => face(c).encodeFunctionData("evict", [a.poolId]),
  withdrawOwed: (c, a) => face(c).encodeFunctionData("withdrawOwed", [c.addressOf(a.token), c.addressOf(a.to)]),
  offerPool: (c, a) => face(c).encodeFunctionData("offerPool", [a.poolId, a.tid]),
  acceptPool: (c, a) => face(c).encodeFunctionData("acceptPool", [a.poolId]),
  donate: (c, a) => {
    if (a.token === "native") return { to: c.pools, data: "0x", value: a.amount };
    return { to: c.addressOf(a.token), data: c.faces.token.encodeFunctionData("transfer", [c.pools, a.amount]) };
  },
};

export async function poolsCall(chain: Chain, act: ActOf<PoolsKind>, hashes: Hashes): Promise<Call> {
  const encode = encoders[act.do] as Encoder<PoolsKind>;
  const encoded = await encode(chain, act, hashes);
  if (typeof encoded !== "string") return encoded;
  return { to: chain.pools, data: encoded, value: "value" in act ? act.value : 0n };
}

type Terms = ActOf<"reserve">["terms"];

function termsStruct(chain: Chain, terms: Terms) {
  return {
    farmId: terms.farm,
    termsVersion: terms.version,
    cus: terms.amount.cu,
    sus: terms.amount.su,
    nodeIds: [...terms.nodes],
    currencies: terms.currencies.map((token) => chain.addressOf(token)),
    cuCap: terms.cap.cu,
    suCap: terms.cap.su,
    refundTo: chain.addressOf(terms.refundTo),
    signingRequestHash: ZeroHash,
  };
}

function hashOf(hashes: Hashes, id: number, guard: Guard): string {
  if (guard === "any") return ZeroHash;
  return (guard === "same" ? hashes.get(id) : undefined) ?? OTHER_HASH;
}

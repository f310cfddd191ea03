import { id as keccak } from "ethers";
import type { ActOf, Kind } from "../../model/act.ts";
import type { FarmSetup } from "../../model/registry/farms.ts";
import type { PriceChange, Share } from "../../model/registry/records.ts";
import type { FarmSetupStruct, NodeInfoStruct, PriceStruct, ShareStruct } from "../../../types/interfaces/IRegistry.js";
import type { Call } from "./call.ts";
import type { Chain } from "./chain.ts";

const PROOF = `0x${"11".repeat(64)}`;

const INFO: NodeInfoStruct = { cru: 16, mru: 64, sru: 960, hru: 8_000, country: "0x4245", city: "Gent", ipv4s: [] };

export type RegistryKind = Extract<
  Kind,
  | "register"
  | "transferTid"
  | "acceptTid"
  | "createFarm"
  | "transferFarm"
  | "acceptFarm"
  | "setFarmTid"
  | "setOperator"
  | "setMinOffer"
  | "setTerms"
  | "announceShares"
  | "applyShares"
  | "addNode"
  | "retireNode"
  | "relistNode"
>;

type Encoders = { readonly [K in RegistryKind]: (chain: Chain, act: ActOf<K>, seed: number) => string };

const face = (chain: Chain): Chain["faces"]["registry"] => chain.faces.registry;

const encoders: Encoders = {
  register: (c, _, seed) => face(c).encodeFunctionData("register", [key(seed), PROOF]),
  transferTid: (c, a) => face(c).encodeFunctionData("transferTid", [a.tid, c.addressOf(a.to)]),
  acceptTid: (c, a, seed) => face(c).encodeFunctionData("acceptTid", [a.tid, key(seed), PROOF]),
  createFarm: (c, a) =>
    face(c).encodeFunctionData("createFarm", [
      setupOf(c, a.setup),
      pricesOf(c, a.setup.prices),
      sharesOf(c, a.setup.shares),
    ]),
  transferFarm: (c, a) => face(c).encodeFunctionData("transferFarm", [a.farm, c.addressOf(a.to)]),
  acceptFarm: (c, a) => face(c).encodeFunctionData("acceptFarm", [a.farm, a.tid, c.addressOf(a.operator)]),
  setFarmTid: (c, a) => face(c).encodeFunctionData("setFarmTid", [a.farm, a.tid]),
  setOperator: (c, a) => face(c).encodeFunctionData("setOperator", [a.farm, c.addressOf(a.operator)]),
  setMinOffer: (c, a) => face(c).encodeFunctionData("setMinOffer", [a.farm, a.minOffer]),
  setTerms: (c, a) => face(c).encodeFunctionData("setTerms", [a.farm, a.upfront, a.notice, pricesOf(c, a.changes)]),
  announceShares: (c, a) => face(c).encodeFunctionData("announceShares", [a.farm, sharesOf(c, a.shares)]),
  applyShares: (c, a) => face(c).encodeFunctionData("applyShares", [a.farm, sharesOf(c, a.shares)]),
  addNode: (c, a, seed) => face(c).encodeFunctionData("addNode", [a.farm, key(seed), 1, INFO, PROOF]),
  retireNode: (c, a) => face(c).encodeFunctionData("retireNode", [a.node]),
  relistNode: (c, a) => face(c).encodeFunctionData("relistNode", [a.node]),
};

export function isRegistryAct(act: ActOf<Kind>): act is ActOf<RegistryKind> {
  return act.do in encoders;
}

/** @param seed for what must be new and has no meaning in the model: keys */
export function registryCall(chain: Chain, act: ActOf<RegistryKind>, seed: number): Call {
  const encode = encoders[act.do] as (chain: Chain, act: ActOf<RegistryKind>, seed: number) => string;
  return { to: chain.registry, data: encode(chain, act, seed) };
}

function key(seed: number): string {
  return keccak(`key ${seed}`);
}

function setupOf(chain: Chain, setup: FarmSetup): FarmSetupStruct {
  return {
    tid: setup.tid,
    operator: chain.addressOf(setup.operator),
    upfrontBps: setup.upfront,
    noticeDays: setup.notice,
    minOfferBps: setup.minOffer,
    name: "Green acre",
    endpoint: "https://bridge.example",
  };
}

function pricesOf(chain: Chain, changes: readonly PriceChange[]): PriceStruct[] {
  return changes.map(({ token, price, listed }) => ({
    token: chain.addressOf(token),
    cuPrice: price.cu,
    suPrice: price.su,
    listed,
  }));
}

function sharesOf(chain: Chain, shares: readonly Share[]): ShareStruct[] {
  return shares.map(({ payee, bps }) => ({ payee: chain.addressOf(payee), bps }));
}

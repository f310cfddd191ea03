import { solidityPackedKeccak256 } from "ethers";
import type { Offer } from "../../model/pools/offer.ts";
import type { CapStruct, OfferStruct } from "../../../types/interfaces/IPools.js";
import type { Chain } from "./chain.ts";

const OFFER = {
  Offer: [
    ["uint32", "farmId"],
    ["uint40", "customerTid"],
    ["uint64", "poolId"],
    ["uint64", "cus"],
    ["uint64", "sus"],
    ["bytes32", "nodeIdsHash"],
    ["uint32", "cuCap"],
    ["uint32", "suCap"],
    ["address", "token"],
    ["uint128", "cuAmount"],
    ["uint128", "suAmount"],
    ["uint16", "upfrontBps"],
    ["uint16", "noticeDays"],
    ["uint256", "nonce"],
    ["uint32", "signerEpoch"],
    ["uint32", "deadline"],
  ].map(([type = "", name = ""]) => ({ type, name })),
};

const CAP = {
  Cap: [
    { type: "uint64", name: "poolId" },
    { type: "uint32", name: "cuCap" },
    { type: "uint32", name: "suCap" },
    { type: "uint256", name: "nonce" },
    { type: "uint32", name: "deadline" },
  ],
};

export function offerStruct(chain: Chain, offer: Offer): OfferStruct {
  return {
    farmId: offer.farm,
    customerTid: offer.tid,
    poolId: offer.poolId,
    cus: offer.amount.cu,
    sus: offer.amount.su,
    nodeIdsHash: solidityPackedKeccak256(["uint256[]"], [offer.nodes]),
    cuCap: offer.cap.cu,
    suCap: offer.cap.su,
    token: chain.addressOf(offer.token),
    cuAmount: offer.price.cu,
    suAmount: offer.price.su,
    upfrontBps: offer.upfront,
    noticeDays: offer.notice,
    nonce: offer.nonce,
    signerEpoch: offer.signerEpoch,
    deadline: offer.deadline,
  };
}

export function signOffer(chain: Chain, by: string, offer: OfferStruct): Promise<string> {
  return signerOf(chain, by).signTypedData(domainOf(chain), OFFER, offer);
}

export function signCap(chain: Chain, by: string, cap: CapStruct): Promise<string> {
  return signerOf(chain, by).signTypedData(domainOf(chain), CAP, cap);
}

function signerOf(chain: Chain, name: string) {
  const signer = chain.signers.get(name);
  if (signer === undefined) throw new Error(`${name} cannot sign`);
  return signer;
}

function domainOf({ chainId, pools }: Chain) {
  return { name: "Granary", version: "1", chainId, verifyingContract: pools };
}

import { ZeroAddress } from "ethers";
import { granaryDomain, nodeIdsHash, OFFER_FIELDS } from "../../../src/protocol/eip712.ts";
import { typedDataTypes } from "../../../src/protocol/evm.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { CUSTOMER_TID, FARM, type World } from "../world.ts";

/** A month of 2 CU and 1 SU. */
export const CUS = 5_184_000n;
export const SUS = 2_592_000n;
export const CU_CAP = 2000n;
export const SU_CAP = 1000n;
/** What that costs at list price. */
export const CU_COST = 20n * 10n ** 18n;
export const SU_COST = 5n * 10n ** 18n;

export interface BuyOptions {
  readonly farmId?: bigint;
  /** 0 = a new pool */
  readonly poolId?: bigint;
  readonly nodeIds?: readonly bigint[];
  readonly cus?: bigint;
  readonly sus?: bigint;
  readonly token?: string;
  readonly upfrontBps?: bigint;
  readonly nonce: bigint;
  readonly signedBy?: "operator" | "owner";
  readonly customerTid?: bigint;
}

/** Takes a signed offer at list price; returns the gas. */
export async function buy(world: World, options: BuyOptions): Promise<bigint> {
  const { chain, pools, customer } = world;
  const nodeIds = options.nodeIds ?? [1n];
  const token = options.token ?? world.plainAddress;
  const offer = {
    farmId: options.farmId ?? FARM,
    customerTid: options.customerTid ?? CUSTOMER_TID,
    poolId: options.poolId ?? 0n,
    cus: options.cus ?? CUS,
    sus: options.sus ?? SUS,
    nodeIdsHash: nodeIdsHash(nodeIds),
    cuCap: CU_CAP,
    suCap: SU_CAP,
    token,
    cuAmount: CU_COST,
    suAmount: SU_COST,
    upfrontBps: options.upfrontBps ?? 0n,
    noticeDays: 30n,
    nonce: options.nonce,
    signerEpoch: 1n,
    deadline: chain.now() + 120n,
  };
  const signer = options.signedBy === "owner" ? world.farmer : world.operator;
  const domain = granaryDomain((await chain.ethers.provider.getNetwork()).chainId, (await pools.getAddress()) as Hex);
  const signature = await signer.signTypedData(domain, typedDataTypes("Offer", OFFER_FIELDS), offer);
  const value = token === ZeroAddress ? CU_COST + SU_COST : 0n;
  return chain.gasOf(() =>
    pools.connect(customer).buy(offer, CUSTOMER_TID, [...nodeIds], signer.address, signature, { value }),
  );
}

/** Opens a pool of the customer's; returns its id. */
export async function openPool(world: World, options: BuyOptions): Promise<bigint> {
  await buy(world, options);
  return world.pools.lastId();
}

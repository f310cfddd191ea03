import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { ZeroAddress, ZeroHash } from "ethers";
import { formatMemo } from "../../../src/protocol/memo.ts";
import { CUSTOMER_TID, FARM, proofOf, type World } from "../world.ts";
import { CU_CAP, CU_COST, CUS, SU_CAP, SU_COST, SUS } from "./buy.ts";

export interface ReserveOptions {
  readonly nodeIds?: readonly bigint[];
  readonly currencies?: readonly string[];
  readonly by?: HardhatEthersSigner;
  readonly tid?: bigint;
  readonly epoch: bigint;
}

export interface PayOptions {
  readonly by?: HardhatEthersSigner;
  readonly amount?: bigint;
}

export interface Reservation {
  readonly id: bigint;
  readonly termsHash: string;
  readonly gas: bigint;
}

/** Asks a farm for a new pool. */
export async function reserve(world: World, options: ReserveOptions): Promise<Reservation> {
  const { chain, pools } = world;
  const terms = {
    farmId: FARM,
    termsVersion: 1n,
    cus: CUS,
    sus: SUS,
    nodeIds: [...(options.nodeIds ?? [1n])],
    currencies: [...(options.currencies ?? [world.plainAddress])],
    cuCap: CU_CAP,
    suCap: SU_CAP,
    refundTo: ZeroAddress,
    signingRequestHash: ZeroHash,
  };
  const by = options.by ?? world.customer;
  const receipt = await chain.send(() =>
    pools.connect(by).reserve(terms, options.tid ?? CUSTOMER_TID, options.epoch, proofOf("terms")),
  );
  const [event] = await pools.queryFilter(pools.filters.Reserved(), receipt.blockNumber);
  if (event === undefined) throw new Error("no reservation was made");
  return { id: event.args.id, termsHash: event.args.termsHash, gas: receipt.gasUsed };
}

/** Asks for a refill that is paid by memo. */
export async function reserveRefill(world: World, poolId: bigint): Promise<Reservation> {
  const { chain, pools, customer } = world;
  const receipt = await chain.send(() => pools.connect(customer).reserveRefill(poolId, CUS, SUS));
  const [event] = await pools.queryFilter(pools.filters.RefillReserved(), receipt.blockNumber);
  if (event === undefined) throw new Error("no refill was reserved");
  return { id: event.args.id, termsHash: event.args.termsHash, gas: receipt.gasUsed };
}

/** The operator accepts. */
export function accept(world: World, { id, termsHash }: Reservation): Promise<bigint> {
  const { chain, pools, operator } = world;
  return chain.gasOf(() => pools.connect(operator).accept(id, termsHash));
}

/** Pays a reservation by its memo in the plain token, in full unless an amount is given. */
export function pay(world: World, { id }: Reservation, options: PayOptions = {}): Promise<bigint> {
  const { chain, pools, plainAddress } = world;
  const { by = world.customer, amount = CU_COST + SU_COST } = options;
  return chain.gasOf(() => pools.connect(by)["pay(string,address,uint256)"](formatMemo(id), plainAddress, amount));
}

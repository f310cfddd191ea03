import { hexlify, toUtf8Bytes, ZeroAddress } from "ethers";
import { formatMemo } from "../../../src/protocol/memo.ts";
import type { World } from "../world.ts";
import { CU_COST, SU_COST } from "./buy.ts";
import { accept, reserve } from "./reserve.ts";

const COST = CU_COST + SU_COST;

export interface MemoOptions {
  readonly epoch: bigint;
  readonly amount?: bigint;
}

/** Pays an accepted reservation by `transferAndCall` with its memo; returns the gas of that alone. */
export async function memo1363(world: World, { epoch, amount = COST }: MemoOptions): Promise<bigint> {
  const { chain, calling, customer, pools, callingAddress } = world;
  const memo = await payable(world, callingAddress, epoch);
  return chain.gasOf(() => calling.connect(customer)["transferAndCall(address,uint256,bytes)"](pools, amount, memo));
}

/** Pays one by sending the native coin with the memo as data; returns the gas of that alone. */
export async function memoNative(world: World, { epoch, amount = COST }: MemoOptions): Promise<bigint> {
  const { chain, customer, pools } = world;
  const memo = await payable(world, ZeroAddress, epoch);
  return chain.gasOf(() => customer.sendTransaction({ to: pools, value: amount, data: memo }));
}

/** The memo of a reservation that was accepted. */
async function payable(world: World, currency: string, epoch: bigint): Promise<string> {
  const reservation = await reserve(world, { currencies: [currency], epoch });
  await accept(world, reservation);
  return hexlify(toUtf8Bytes(formatMemo(reservation.id)));
}

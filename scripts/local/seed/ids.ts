import { toBeHex } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type { World } from "./world.ts";

const SLOTS_OF_PLAIN_VALUES = 8;
const ID_BITS = 64n;

/**
 * Sets the newest id. The history is older than reservation 1, which must have been made within the hour to be payable:
 * so it gets ids of its own. Only a local chain can be written to like this.
 */
export async function setLastId({ ethers }: NetworkConnection, { pools }: World, lastId: bigint): Promise<void> {
  const { provider } = ethers;
  const address = await pools.getAddress();
  const set = (slot: number, word: bigint): Promise<unknown> =>
    provider.send("hardhat_setStorageAt", [address, `0x${slot.toString(16)}`, toBeHex(word, 32)]);
  for (let slot = 0; slot < SLOTS_OF_PLAIN_VALUES; slot++) {
    const word = BigInt(await provider.getStorage(address, slot));
    await set(slot, ((word >> ID_BITS) << ID_BITS) | lastId);
    if ((await pools.lastId()) === lastId) return;
    await set(slot, word);
  }
  throw new Error("The newest id was not found in the storage of Pools.");
}

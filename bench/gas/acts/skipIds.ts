import { toBeHex } from "ethers";
import type { World } from "../world.ts";

const SLOTS_OF_PLAIN_VALUES = 8;
const ID_BITS = 64n;

/** Goes on with the ids after `lastId`, as if a market had run for long. */
export async function skipIds({ chain, pools }: World, lastId: bigint): Promise<void> {
  const { provider } = chain.ethers;
  const address = await pools.getAddress();
  const set = (slot: number, word: bigint): Promise<unknown> =>
    provider.send("hardhat_setStorageAt", [address, `0x${slot.toString(16)}`, toBeHex(word, 32)]);
  for (let slot = 0; slot < SLOTS_OF_PLAIN_VALUES; slot++) {
    const word = BigInt(await provider.getStorage(address, slot));
    await set(slot, ((word >> ID_BITS) << ID_BITS) | lastId);
    if ((await pools.lastId()) === lastId) return;
    await set(slot, word);
  }
  throw new Error("the newest id was not found in the storage of Pools");
}

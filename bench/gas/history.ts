import { ZeroAddress } from "ethers";
import { buy } from "./acts/buy.ts";
import { HIGH, LOW, report } from "./acts/report.ts";
import { reserve } from "./acts/reserve.ts";
import { withdraw } from "./acts/withdraw.ts";
import { SHARED_FARM, type World } from "./world.ts";

/** Three running pools of farm 1: in the plain token, in the ERC-1363 one, in the native coin. */
export const RUNNING = { plain: 1n, calling: 2n, native: 3n } as const;
/** Running, of the farm of two payees, in the plain token. */
const SHARED_POOL = 4n;
/** The signers' nonces below are used up, all of one word. */
export const NEXT_NONCE = 5n;
/** The customer's threebot has reserved under this epoch. */
export const NEXT_EPOCH = 2n;

const HOUR = 3600n;

/**
 * What has happened before any act is measured, so that the slots of a market that runs are used: pools drain, the farm
 * has earned, its payee has withdrawn, the customer has reserved. The last reading is 12 minutes old.
 */
export async function makeHistory(world: World): Promise<void> {
  const { chain } = world;
  await buy(world, { nonce: 0n });
  await buy(world, { nonce: 1n, token: world.callingAddress });
  await buy(world, { nonce: 2n, token: ZeroAddress });
  await buy(world, { nonce: 3n, farmId: SHARED_FARM, nodeIds: [19n] });
  await buy(world, { nonce: 4n, signedBy: "owner" });
  await reserve(world, { epoch: 1n });
  await reportAll(world, LOW);
  chain.wait(HOUR);
  await reportAll(world, HIGH);
  await withdraw(world, world.payee);
  await withdraw(world, world.payee, { farmId: SHARED_FARM });
  chain.wait(HOUR);
  await reportAll(world, LOW);
  chain.wait(HOUR / 5n);
}

async function reportAll(world: World, draw: typeof LOW): Promise<void> {
  await report(world, Object.values(RUNNING), draw);
  await report(world, [SHARED_POOL], draw, SHARED_FARM);
}

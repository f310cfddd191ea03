import type { NetworkConnection } from "hardhat/types/network";
import type { Deployment } from "../../../src/protocol/deployment.ts";
import { foundFarms } from "./farms.ts";
import { FIRST_DAY, leaveOpen, makeHistory } from "./history.ts";
import { setLastId } from "./ids.ts";
import { createWorld, DAY, MONTH } from "./world.ts";

/** Below it are the ids of what is made by hand; reservation 1 is the one to pay. */
const FIRST_OF_HISTORY = 101n;

export interface Seeded {
  readonly dollar: string;
  readonly customer: string;
  /** Unix time until which reservation 1 can be paid. */
  readonly payableUntil: number;
}

/**
 * A small grid: three farms with prices in two currencies and nodes in six places, forty days of history with pools in
 * every state, and reservation 1 of threebot 2, which the farm has accepted: for an hour it waits for 15 dollars or
 * 0.0075 coins.
 */
export async function seed(connection: NetworkConnection, deployment: Deployment, now: bigint): Promise<Seeded> {
  const world = await createWorld(connection, deployment);
  const { pools, mined } = world;
  await world.at(now - FIRST_DAY * DAY);
  const farmer = await world.join(0);
  const customer = await world.join(1, 1000n);
  const owners = [farmer, await world.join(2), await world.join(3)] as const;
  const customers = [await world.join(4, 5000n), await world.join(5, 5000n), await world.join(6, 5000n)] as const;
  const partner = customers[0].signer.address;
  const farms = await foundFarms(world, owners, partner);

  await setLastId(connection, world, FIRST_OF_HISTORY - 1n);
  await makeHistory(world, farms, customers, now);

  const last = await pools.lastId();
  await setLastId(connection, world, 0n);
  const id = await world.reserve({ customer, farmId: farms.ghent.id, cus: MONTH, sus: MONTH, nodeIds: [1n] });
  await mined(pools.connect(farmer.signer).accept(id, world.hashOf(id)));
  const payableUntil = Number(now) + 3600;
  await setLastId(connection, world, last);
  await leaveOpen(world, farms, customers[0]);
  return { dollar: world.dollar, customer: customer.signer.address, payableUntil };
}

import { CU_COST, SU_COST } from "../acts/buy.ts";
import type { World } from "../world.ts";
import { artifactsOf } from "./artifacts.ts";
import { FLOW } from "./packages.ts";
import { deploy, deployComptroller, openAccount, type Peer } from "./peer.ts";

const AMOUNT = CU_COST + SU_COST;
/** Drains the amount in a month; tokens a second with 18 decimals, as the token has. */
const RATE = AMOUNT / 2_592_000n;
const HOUR = 3600n;

/** Sablier Flow: a stream that is topped up, changes its rate, is withdrawn from and refunded. */
export async function measureFlow(world: World): Promise<Peer> {
  const { chain, customer, payee, plainAddress } = world;
  const artifact = artifactsOf(FLOW);
  const values = [await deployComptroller(world), await deploy(chain, artifact("FlowNFTDescriptor"))];
  const call = await openAccount(world, await deploy(chain, artifact("SablierFlow"), values));

  const create = (): Promise<bigint> =>
    call(customer, "createAndDeposit", customer.address, payee.address, RATE, 0n, plainAddress, true, AMOUNT);
  // The payee has a stream and has withdrawn from it: no slot is fresh here that a pool finds used.
  await create();
  chain.wait(HOUR);
  await call(payee, "withdrawMax", 1n, payee.address);
  chain.wait(HOUR);

  const acts: Record<string, () => Promise<bigint>> = {
    createAndDeposit: create,
    deposit: () => call(customer, "deposit", 1n, AMOUNT, customer.address, payee.address),
    adjustRatePerSecond: () => call(customer, "adjustRatePerSecond", 1n, RATE * 2n),
    withdraw: () => call(payee, "withdrawMax", 1n, payee.address),
    refundMax: () => call(customer, "refundMax", 1n),
    refundAndPause: () => call(customer, "refundAndPause", 1n, AMOUNT / 2n),
    void: () => call(customer, "void", 1n),
  };
  const gas: Record<string, bigint> = {};
  for (const [name, act] of Object.entries(acts)) gas[name] = await chain.isolated(act);
  return { key: "sablierFlow", name: `Sablier Flow ${FLOW.version}`, acts: gas };
}

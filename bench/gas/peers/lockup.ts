import { id } from "ethers";
import { CU_COST, SU_COST } from "../acts/buy.ts";
import type { World } from "../world.ts";
import { type Artifact, artifactsOf } from "./artifacts.ts";
import { LOCKUP } from "./packages.ts";
import { deploy, deployComptroller, openAccount, type Peer } from "./peer.ts";

const AMOUNT = CU_COST + SU_COST;
const MONTH = 2_592_000n;
const HOUR = 3600n;
const LIBRARIES = ["LockupMath", "LockupHelpers"];

/** Sablier Lockup: a stream of fixed length, withdrawn from and cancelled. It has no refill and no change of rate. */
export async function measureLockup(world: World): Promise<Peer> {
  const { chain, customer, payee, plainAddress } = world;
  const artifact = artifactsOf(LOCKUP);
  const addresses = new Map<string, string>();
  for (const name of LIBRARIES) {
    addresses.set(name, await (await deploy(chain, artifact(`libraries/${name}`))).getAddress());
  }
  const values = [await deployComptroller(world), await deploy(chain, artifact("LockupNFTDescriptor"))];
  const call = await openAccount(world, await deploy(chain, linked(artifact("SablierLockup"), addresses), values));

  const parties = { sender: customer.address, recipient: payee.address, token: plainAddress };
  const terms = { ...parties, depositAmount: AMOUNT, cancelable: true, transferable: true, shape: "" };
  const create = (): Promise<bigint> =>
    call(customer, "createWithDurationsLL", terms, { start: 0n, cliff: 0n }, 1n, { cliff: 0n, total: MONTH });
  await create();
  chain.wait(HOUR);
  await call(payee, "withdrawMax", 1n, payee.address);
  chain.wait(HOUR);

  const acts: Record<string, () => Promise<bigint>> = {
    createWithDurationsLL: create,
    withdraw: () => call(payee, "withdrawMax", 1n, payee.address),
    cancel: () => call(customer, "cancel", 1n),
  };
  const gas: Record<string, bigint> = {};
  for (const [name, act] of Object.entries(acts)) gas[name] = await chain.isolated(act);
  return { key: "sablierLockup", name: `Sablier Lockup ${LOCKUP.version}`, acts: gas };
}

/** Puts the libraries' addresses in their places in the bytecode. */
function linked({ abi, bytecode }: Artifact, addresses: ReadonlyMap<string, string>): Artifact {
  let object = bytecode.object;
  for (const [name, address] of addresses) {
    const place = `__$${id(`src/libraries/${name}.sol:${name}`).slice(2, 36)}$__`;
    object = object.replaceAll(place, address.slice(2).toLowerCase());
  }
  return { abi, bytecode: { object } };
}

import { randomBytes } from "node:crypto";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type { Deployment } from "../../../src/protocol/deployment.ts";
import type { Hex } from "../../../src/protocol/hex.ts";
import { type Terms, termsHash } from "../../../src/protocol/terms.ts";

export const MONTH = 2_592_000n;
export const DAY = 86_400n;
export const DOLLAR = 1_000_000n;
export const COIN = 10n ** 18n;

type Ethers = NetworkConnection["ethers"];
type Signer = Awaited<ReturnType<Ethers["getSigners"]>>[number];
interface Sent {
  wait(): Promise<unknown>;
}

/** A wallet and its threebot. */
export interface Actor {
  readonly signer: Signer;
  readonly tid: bigint;
}

/** What a seeded reservation asks for. */
export interface Wish {
  readonly customer: Actor;
  readonly farmId: bigint;
  readonly cus: bigint;
  readonly sus: bigint;
  /** Both caps, in milli-units. */
  readonly cap?: bigint;
  readonly nodeIds?: readonly bigint[];
  readonly currencies?: readonly Hex[];
}

/** The contracts, and the acts that the seed is written in. Each returns when its transaction is mined. */
export async function createWorld({ ethers }: NetworkConnection, { contracts }: Deployment) {
  const signers = await ethers.getSigners();
  const signerAt = (index: number): Signer => {
    const signer = signers[index];
    if (signer === undefined) throw new Error("The chain has no accounts to seed with.");
    return signer;
  };
  const registry = await ethers.getContractAt("Registry", contracts.Registry.address, signerAt(0));
  const pools = await ethers.getContractAt("Pools", contracts.Pools.address, signerAt(0));
  const rare = await ethers.getContractAt("IPoolsRare", contracts.Pools.address, signerAt(0));
  const token = await ethers.deployContract("LocalDollar", signerAt(0));
  await token.waitForDeployment();
  const dollar = (await token.getAddress()) as Hex;
  const coin = ZeroAddress as Hex;
  const hashes = new Map<bigint, Hex>();

  const mined = async (sent: Promise<Sent>): Promise<void> => {
    await (await sent).wait();
  };

  return {
    registry,
    pools,
    rare,
    dollar,
    coin,
    mined,

    /** The next block is mined at this second. */
    at: async (second: bigint): Promise<void> => {
      await ethers.provider.send("evm_setNextBlockTimestamp", [Number(second)]);
    },

    join: async (index: number, dollars = 0n): Promise<Actor> => {
      const signer = signerAt(index);
      await mined(registry.connect(signer).register(randomBytes(32), randomBytes(64)));
      if (dollars > 0n) {
        await mined(token.mint(signer.address, dollars * DOLLAR));
        await mined(token.connect(signer).approve(contracts.Pools.address, MaxUint256));
      }
      return { signer, tid: await registry.threebotCount() };
    },

    reserve: async ({ customer, farmId, cus, sus, cap = 2000n, nodeIds = [], currencies }: Wish): Promise<bigint> => {
      const terms = {
        farmId,
        termsVersion: await registry.versionOf(farmId),
        cus,
        sus,
        nodeIds: [...nodeIds],
        currencies: [...(currencies ?? [dollar, coin])],
        cuCap: cap,
        suCap: cap,
        refundTo: ZeroAddress as Hex,
        signingRequestHash: ZeroHash as Hex,
      } satisfies Terms;
      const epoch = (await pools.epochOf(customer.tid)) + 1n;
      await mined(pools.connect(customer.signer).reserve(terms, customer.tid, epoch, randomBytes(64)));
      const id = await pools.lastId();
      hashes.set(id, termsHash(customer.tid, terms));
      return id;
    },

    /** What a farm says that it has seen when it accepts or rejects. */
    hashOf: (id: bigint): Hex => {
      const hash = hashes.get(id);
      if (hash === undefined) throw new Error(`The seed has no reservation ${id}.`);
      return hash;
    },

    /** Pays a part of what is due, in percent. */
    pay: async (customer: Actor, id: bigint, currency: Hex, percent = 100n): Promise<void> => {
      const [, missing] = await pools.due(id, currency, ZeroHash);
      const amount = (missing * percent) / 100n;
      const value = currency === coin ? amount : 0n;
      const pay = pools.connect(customer.signer)["pay(string,address,uint256)"];
      await mined(pay(`p-${id}`, currency, amount, { value }));
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

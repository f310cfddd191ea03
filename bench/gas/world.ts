import { type HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { keccak256, MaxUint256, toUtf8Bytes, ZeroAddress } from "ethers";
import type { Pools, Registry } from "../../types/index.ts";
import type { Chain } from "./chain.ts";
import { deployToken, type Token } from "./tokens/token.ts";

/** Everything an act needs: contracts as deployed, actors, and a farm that has traded before. */
export interface World {
  readonly chain: Chain;
  readonly registry: Registry;
  readonly pools: Pools;
  /** Ordinary ERC-20; everybody holds some and has approved Pools. */
  readonly plain: Token;
  /** Ordinary ERC-1363. */
  readonly calling: Token;
  readonly plainAddress: string;
  readonly callingAddress: string;
  /** Owns farm 1 and threebot 1. */
  readonly farmer: HardhatEthersSigner;
  readonly operator: HardhatEthersSigner;
  /** Owns threebot 2, which has bought and reserved before. */
  readonly customer: HardhatEthersSigner;
  /** Owns threebot 3, which has not. */
  readonly newcomer: HardhatEthersSigner;
  readonly payee: HardhatEthersSigner;
  readonly secondPayee: HardhatEthersSigner;
}

export const CUSTOMER_TID = 2n;
export const NEWCOMER_TID = 3n;
/** Has earned before: its credit slot in the plain token is used. Its nodes are 1 to 17. */
export const FARM = 1n;
/** Has never earned. Its node is 18. */
export const FRESH_FARM = 2n;
/** Half of each: two payees. Its node is 19. */
export const SHARED_FARM = 3n;
const NODES = 17n;

/** Per unit-month, in a token of 18 decimals. */
const CU_PRICE = 10n * 10n ** 18n;
const SU_PRICE = 5n * 10n ** 18n;
const FORTUNE = 10n ** 24n;

export async function createWorld(chain: Chain): Promise<World> {
  const [deployer, farmer, operator, customer, newcomer, payee, secondPayee] = chain.signers;
  if (!deployer || !farmer || !operator || !customer || !newcomer || !payee || !secondPayee) {
    throw new Error("the chain has too few accounts");
  }
  const plain = await deployToken(chain, "PlainToken");
  const calling = await deployToken(chain, "CallingToken");
  const { ethers } = chain;
  const [forRegistry, forExtension, forPools] = [
    await ethers.getContractFactory("Registry"),
    await ethers.getContractFactory("PoolsExtension"),
    await ethers.getContractFactory("Pools"),
  ];
  const registry = await chain.deploy(() => forRegistry.deploy());
  const extension = await chain.deploy(() => forExtension.deploy(registry));
  const pools = await chain.deploy(() => forPools.deploy(registry, extension));
  const world: World = {
    chain,
    registry,
    pools,
    plain,
    calling,
    plainAddress: await plain.getAddress(),
    callingAddress: await calling.getAddress(),
    farmer,
    operator,
    customer,
    newcomer,
    payee,
    secondPayee,
  };
  for (const token of [plain, calling]) {
    for (const owner of [farmer, customer, newcomer, payee, secondPayee]) {
      await chain.send(() => token.mint(owner.address, FORTUNE));
      await chain.send(() => token.connect(owner).approve(pools, MaxUint256));
    }
  }
  await populate(world);
  return world;
}

/** Threebots, farms, nodes. */
async function populate(world: World): Promise<void> {
  const { chain, registry, farmer, customer, newcomer } = world;
  for (const [index, owner] of [farmer, customer, newcomer].entries()) {
    await chain.send(() => registry.connect(owner).register(bytes32(`key ${index}`), proofOf(`key ${index}`)));
  }
  await createFarm(world, [world.payee]);
  await createFarm(world, [world.payee]);
  await createFarm(world, [world.payee, world.secondPayee]);
  for (let node = 1n; node <= NODES; node++) await addNode(world, FARM, node);
  await addNode(world, FRESH_FARM, NODES + 1n);
  await addNode(world, SHARED_FARM, NODES + 2n);
}

async function createFarm(world: World, payees: readonly HardhatEthersSigner[]): Promise<void> {
  const setup = {
    tid: 1n,
    operator: world.operator.address,
    upfrontBps: 0n,
    noticeDays: 30n,
    minOfferBps: 8000n,
    name: "Farm",
    endpoint: "https://farm.example",
  };
  const prices = [world.plainAddress, world.callingAddress, ZeroAddress].map((token) => ({
    token,
    cuPrice: CU_PRICE,
    suPrice: SU_PRICE,
    listed: true,
  }));
  const shares = payees.map(({ address }) => ({ payee: address, bps: 10_000n / BigInt(payees.length) }));
  await world.chain.send(() => world.registry.connect(world.farmer).createFarm(setup, prices, shares));
}

async function addNode(world: World, farmId: bigint, nodeId: bigint): Promise<void> {
  const info = { cru: 16n, mru: 64n, sru: 1000n, hru: 4000n, country: "0x4245", city: "Ghent", ipv4s: [] };
  const name = `node ${nodeId}`;
  await world.chain.send(() =>
    world.registry.connect(world.farmer).addNode(farmId, bytes32(name), 1n, info, proofOf(name)),
  );
}

/** Some 32 bytes, always the same for the same name. */
function bytes32(name: string): string {
  return keccak256(toUtf8Bytes(name));
}

/** 64 bytes in the place of an ed25519 signature, which the chain does not verify. */
export function proofOf(name: string): string {
  return bytes32(`${name}, first half`) + bytes32(`${name}, second half`).slice(2);
}

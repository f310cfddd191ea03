import { HDNodeWallet, type TransactionReceipt, Wallet, ZeroAddress, ZeroHash } from "ethers";
import hre from "hardhat";
import type { Hex } from "../../../src/protocol/hex.ts";
import type { Terms } from "../../../src/protocol/terms.ts";
import type { Pools } from "../../../types/index.js";

export const MONTH = 2_592_000n;
const DOLLAR = 10n ** 6n;
export const COIN = 10n ** 18n;
export const PROOF = `0x${"00".repeat(64)}`;
export const CHAIN_ID = 31_337n;

// By a CU-month and an SU-month.
export const DOLLARS = { cu: 10n * DOLLAR, su: 4n * DOLLAR };
export const COINS = { cu: COIN / 250n, su: COIN / 625n };

export type Market = Awaited<ReturnType<typeof openMarket>>;

/**
 * A chain of its own with the contracts, a farm (id 1) that takes dollars and coins, and wallets that sign by
 * themselves, as a browser's do: a customer (tid 1), the farmer (tid 2) who is his own operator, and a payer.
 */
export async function openMarket() {
  const connection = await hre.network.create("default");
  const { ethers } = connection;
  const [bank] = await ethers.getSigners();
  const registry = await ethers.deployContract("Registry");
  const extension = await ethers.deployContract("PoolsExtension", [await registry.getAddress()]);
  const pools = await ethers.deployContract("Pools", [await registry.getAddress(), await extension.getAddress()]);
  const doors = await ethers.deployContract("Doors", [await pools.getAddress()]);
  const dollar = await ethers.deployContract("LocalDollar");

  const wallets = (["customer", "farmer", "payer"] as const).map((name, index) => {
    const { privateKey } = HDNodeWallet.fromPhrase(
      "test test test test test test test test test test test junk",
      "",
      `m/44'/60'/1'/0/${index}`,
    );
    return [name, new Wallet(privateKey, ethers.provider)] as const;
  });
  const people = Object.fromEntries(wallets) as Record<"customer" | "farmer" | "payer", Wallet>;
  for (const { address } of Object.values(people)) {
    await bank?.sendTransaction({ to: address, value: 10n * COIN });
    await dollar.mint(address, 1_000n * DOLLAR);
  }
  const { customer, farmer } = people;
  for (const person of [customer, farmer]) {
    await registry.connect(person).register(ethers.id(person.address), PROOF);
  }
  await registry.connect(farmer).createFarm(
    {
      tid: 2n,
      operator: farmer.address,
      upfrontBps: 2_000n,
      noticeDays: 7n,
      minOfferBps: 0n,
      name: "Green acre",
      endpoint: "https://bridge.example",
    },
    [
      { token: await dollar.getAddress(), cuPrice: DOLLARS.cu, suPrice: DOLLARS.su, listed: true },
      { token: ZeroAddress, cuPrice: COINS.cu, suPrice: COINS.su, listed: true },
    ],
    [{ payee: farmer.address, bps: 10_000n }],
  );
  const dollarAddress = (await dollar.getAddress()) as Hex;
  const poolsAddress = (await pools.getAddress()) as Hex;
  return { connection, ethers, registry, pools, doors, dollar, dollarAddress, poolsAddress, ...people };
}

/** A month of 1 CU and 1 SU on all nodes of the farm, in dollars or coins. */
export function someTerms({ dollarAddress }: Market): Terms {
  return {
    farmId: 1n,
    termsVersion: 1n,
    cus: MONTH,
    sus: MONTH,
    nodeIds: [],
    currencies: [dollarAddress, ZeroAddress as Hex],
    cuCap: 4_000n,
    suCap: 8_000n,
    refundTo: ZeroAddress as Hex,
    signingRequestHash: ZeroHash as Hex,
  };
}

/** The customer's reservation, accepted by the farm: payable for an hour. */
export async function reserveAccepted(market: Market, terms: Terms = someTerms(market)): Promise<bigint> {
  const { pools, customer, farmer } = market;
  const epoch = (await pools.epochOf(1n)) + 1n;
  const reserving = await pools.connect(customer).reserve(mutable(terms), 1n, epoch, PROOF);
  const { id, termsHash } = eventOf(pools, await mined(reserving), "Reserved");
  await pools.connect(farmer).accept(id as bigint, termsHash as string);
  return id as bigint;
}

/** Typed bindings want arrays that they could change. */
export function mutable(terms: Terms) {
  return { ...terms, nodeIds: [...terms.nodeIds], currencies: [...terms.currencies] };
}

export async function mined(sent: { wait(): Promise<TransactionReceipt | null> }): Promise<TransactionReceipt> {
  const receipt = await sent.wait();
  if (receipt === null) throw new Error("not mined");
  return receipt;
}

/** The one event of that name in a receipt, by the names of its fields. */
export function eventOf(pools: Pools, receipt: TransactionReceipt, name: string): Record<string, unknown> {
  const found = receipt.logs.map((log) => pools.interface.parseLog(log)).filter((event) => event?.name === name);
  const [event] = found;
  if (!event || found.length !== 1) throw new Error(`${found.length} events ${name}`);
  return event.args.toObject();
}

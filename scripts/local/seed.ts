import { randomBytes } from "node:crypto";
import { ZeroAddress, ZeroHash } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import type { Deployment } from "../../src/protocol/deployment.ts";
import { termsHash } from "../../src/protocol/terms.ts";
import type { Hex } from "../../src/protocol/hex.ts";

const MONTH = 2_592_000n;
const DOLLAR = 1_000_000n;
const COIN = 10n ** 18n;

export interface Seeded {
  readonly dollar: string;
  readonly customer: string;
}

/**
 * A farm with prices in two currencies and one node, a customer with dollars, and his reservation 1, which the farm has
 * accepted: for an hour it waits for 15 dollars or 0.0075 coins.
 */
export async function seed({ ethers }: NetworkConnection, { contracts }: Deployment): Promise<Seeded> {
  const [farmer, customer] = await ethers.getSigners();
  if (farmer === undefined || customer === undefined) throw new Error("The chain has no accounts to seed with.");
  const dollar = await ethers.deployContract("LocalDollar", farmer);
  await dollar.waitForDeployment();
  const registry = await ethers.getContractAt("Registry", contracts.Registry.address, farmer);
  const pools = await ethers.getContractAt("Pools", contracts.Pools.address, farmer);

  await mined(dollar.mint(customer.address, 1000n * DOLLAR));
  for (const signer of [farmer, customer]) {
    await mined(registry.connect(signer).register(randomBytes(32), randomBytes(64)));
  }
  const setup = {
    tid: 1n,
    operator: farmer.address,
    upfrontBps: 0n,
    noticeDays: 30n,
    minOfferBps: 9000n,
    name: "First Farm",
    endpoint: "http://127.0.0.1:7000",
  };
  const prices = [
    { token: await dollar.getAddress(), cuPrice: 10n * DOLLAR, suPrice: 5n * DOLLAR, listed: true },
    { token: ZeroAddress, cuPrice: COIN / 200n, suPrice: COIN / 400n, listed: true },
  ];
  await mined(registry.createFarm(setup, prices, [{ payee: farmer.address, bps: 10_000n }]));
  const info = { cru: 8n, mru: 32n, sru: 1000n, hru: 4000n, country: "0x4245", city: "Ghent", ipv4s: [] };
  await mined(registry.addNode(1n, randomBytes(32), 1n, info, randomBytes(64)));
  const terms = {
    farmId: 1n,
    termsVersion: 1n,
    cus: MONTH,
    sus: MONTH,
    nodeIds: [1n],
    currencies: [(await dollar.getAddress()) as Hex, ZeroAddress as Hex],
    cuCap: 2000n,
    suCap: 2000n,
    refundTo: ZeroAddress as Hex,
    signingRequestHash: ZeroHash as Hex,
  };
  await mined(pools.connect(customer).reserve(terms, 2n, 1n, randomBytes(64)));
  await mined(pools.accept(1n, termsHash(2n, terms)));
  return { dollar: await dollar.getAddress(), customer: customer.address };
}

async function mined(sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await sent).wait();
}

import { randomBytes } from "node:crypto";
import { type Actor, COIN, DOLLAR, type World } from "./world.ts";

const BIT = COIN / 10_000n;

export interface Farm {
  readonly id: bigint;
  readonly owner: Actor;
}

interface Setup {
  readonly owner: Actor;
  readonly name: string;
  readonly endpoint: string;
  readonly upfrontBps?: bigint;
  readonly noticeDays: bigint;
  /** Price of a unit-month of CU and of SU in dollars; without it the farm takes no dollars. */
  readonly dollars?: readonly [bigint, bigint];
  /** The same in ten-thousandths of a coin. */
  readonly tenThousandths?: readonly [bigint, bigint];
  /** Who is paid beside the owner, in percent. */
  readonly partner?: { readonly address: string; readonly percent: bigint };
  readonly nodes: readonly Place[];
}

interface Place {
  readonly country: string;
  readonly city: string;
  readonly cru: bigint;
}

async function foundFarm(world: World, setup: Setup): Promise<Farm> {
  const { registry, mined, dollar, coin } = world;
  const { owner, name, endpoint, upfrontBps = 0n, noticeDays, dollars, tenThousandths, partner } = setup;
  const prices = [
    ...(dollars ? [{ token: dollar, cuPrice: dollars[0] * DOLLAR, suPrice: dollars[1] * DOLLAR, listed: true }] : []),
    ...(tenThousandths
      ? [{ token: coin, cuPrice: tenThousandths[0] * BIT, suPrice: tenThousandths[1] * BIT, listed: true }]
      : []),
  ];
  const rest = 10_000n - (partner?.percent ?? 0n) * 100n;
  const shares = [
    { payee: owner.signer.address, bps: rest },
    ...(partner ? [{ payee: partner.address, bps: partner.percent * 100n }] : []),
  ];
  const { address: operator } = owner.signer;
  const wanted = { tid: owner.tid, operator, upfrontBps, noticeDays, minOfferBps: 9000n, name, endpoint };
  await mined(registry.connect(owner.signer).createFarm(wanted, prices, shares));
  const id = await registry.farmCount();
  for (const place of setup.nodes) await addNode(world, { id, owner }, place);
  return { id, owner };
}

async function addNode({ registry, mined }: World, { id, owner }: Farm, place: Place): Promise<void> {
  const { country, city, cru } = place;
  const code = `0x${Buffer.from(country, "latin1").toString("hex")}`;
  const info = { cru, mru: cru * 4n, sru: cru * 125n, hru: cru * 500n, country: code, city, ipv4s: [] };
  const { signer, tid } = owner;
  await mined(registry.connect(signer).addNode(id, randomBytes(32), tid, info, randomBytes(64)));
}

/** Three farms: one takes dollars and coins, one dollars only, one coins only. */
export async function foundFarms(world: World, owners: readonly [Actor, Actor, Actor], partner: string) {
  const [first, second, third] = owners;
  return {
    ghent: await foundFarm(world, {
      owner: first,
      name: "First Farm",
      endpoint: "http://127.0.0.1:7000",
      noticeDays: 30n,
      dollars: [10n, 5n],
      tenThousandths: [50n, 25n],
      nodes: [{ country: "BE", city: "Ghent", cru: 8n }],
    }),
    north: await foundFarm(world, {
      owner: second,
      name: "Northern Barn",
      endpoint: "http://127.0.0.1:7001",
      upfrontBps: 1000n,
      noticeDays: 14n,
      dollars: [8n, 3n],
      partner: { address: partner, percent: 30n },
      nodes: [
        { country: "NO", city: "Oslo", cru: 32n },
        { country: "NO", city: "Tromsø", cru: 16n },
      ],
    }),
    lake: await foundFarm(world, {
      owner: third,
      name: "Lakeside",
      endpoint: "http://127.0.0.1:7002",
      noticeDays: 1n,
      tenThousandths: [40n, 30n],
      nodes: [
        { country: "KE", city: "Kisumu", cru: 16n },
        { country: "CA", city: "Montréal", cru: 64n },
        { country: "CH", city: "Zug", cru: 8n },
      ],
    }),
  };
}

export type Farms = Awaited<ReturnType<typeof foundFarms>>;

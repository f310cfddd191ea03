import { MaxUint256, ZeroAddress } from "ethers";
import { buy } from "../acts/buy.ts";
import { NEXT_NONCE } from "../history.ts";
import { FRESH_FARM, type World } from "../world.ts";
import type { Case } from "./case.ts";

const act = "buy";
const nonce = NEXT_NONCE;
const NONCES_IN_A_WORD = 256n;

export const BUYING: readonly Case[] = [
  { act, run: (world) => buy(world, { nonce }) },
  { act, what: "4 more nodes", run: (world) => buy(world, { nonce, nodeIds: nodes(5n) }) },
  { act, what: "16 more nodes", run: (world) => buy(world, { nonce, nodeIds: nodes(17n) }) },
  { act, what: "all nodes of the farm", run: (world) => buy(world, { nonce, nodeIds: [] }) },
  { act, what: "upfront 5000 bps", run: (world) => buy(world, { nonce, upfrontBps: 5000n }) },
  {
    act,
    what: "upfront 5000 bps, fresh credit slot",
    run: (world) => buy(world, { nonce, upfrontBps: 5000n, farmId: FRESH_FARM, nodeIds: [18n] }),
  },
  { act, what: "fresh nonce word", run: (world) => buy(world, { nonce: NONCES_IN_A_WORD }) },
  { act, what: "signed by the owner", run: (world) => buy(world, { nonce, signedBy: "owner" }) },
  { act, what: "allowance of a limited amount", run: withLimitedAllowance },
  { act, what: "native coin", run: (world) => buy(world, { nonce, token: ZeroAddress }) },
];

/** The farm's first nodes. */
export function nodes(count: bigint): bigint[] {
  return Array.from({ length: Number(count) }, (_, index) => BigInt(index) + 1n);
}

/** OpenZeppelin's token writes every allowance but the highest. */
async function withLimitedAllowance(world: World): Promise<bigint> {
  await world.chain.send(() => world.plain.connect(world.customer).approve(world.pools, MaxUint256 / 2n));
  return buy(world, { nonce });
}

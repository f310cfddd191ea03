import { join } from "node:path";
import hre from "hardhat";
import { connect } from "../../scripts/deploy/chain.ts";
import { deploy } from "../../scripts/deploy/deploy.ts";
import { type Chain, startChain } from "../../scripts/stack/chain.ts";
import { temporary } from "../../scripts/stack/folder.ts";
import type { Deployment } from "../../src/protocol/deployment.ts";
import type { Hex } from "../../src/protocol/hex.ts";
import { Miner } from "./chain/miner.ts";
import { Place } from "./market/place.ts";

/** A chain of its own with the contracts, and nothing on it yet. */
export interface Stage {
  readonly chain: Chain;
  readonly deployment: Deployment;
  readonly place: Place;
  readonly miner: Miner;
}

/** @param startsAt unix time of block 0 */
export async function setStage(startsAt: number): Promise<Stage> {
  const chain = await startChain({ startsAt, withoutPast: true });
  const folder = temporary("bench");
  const connection = await hre.network.create({ network: "localhost", override: { url: chain.url } });
  try {
    const provider = connect(connection.provider);
    const directory = join(folder.path, "deployments");
    const deployment = await deploy({ hre, provider, directory, say: () => {} });
    if (deployment === undefined) throw new Error("nothing was deployed");
    const token = await connection.ethers.deployContract("LocalDollar");
    await token.waitForDeployment();
    const place = await Place.open(deployment, (await token.getAddress()) as Hex);
    return { chain, deployment, place, miner: await Miner.take(chain.url) };
  } finally {
    await connection.close();
    folder.remove();
  }
}

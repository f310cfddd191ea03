// One process of a farm's bridge, until it is told to stop.

import process from "node:process";
import pino from "pino";
import { granaryDomain } from "../protocol/eip712.ts";
import { type Bridge, startBridge } from "./bridge.ts";
import { openEndpoint } from "./chain/endpoint.ts";
import { type Config, type Environment, readConfig } from "./config.ts";
import { BridgeError } from "./errors.ts";

const now = (): bigint => BigInt(Math.floor(Date.now() / 1000));

/** @returns the exit code, when it has stopped */
export async function runBridge(environment?: Environment): Promise<0 | 1> {
  try {
    await run(readConfig(environment));
    return 0;
  } catch (error) {
    console.error(error instanceof BridgeError ? `${error.message}\n${error.remedy}` : error);
    return 1;
  }
}

async function run(config: Config): Promise<void> {
  const logger = pino({ level: config.logLevel });
  const bridge = await start(config, logger);
  logger.info({ url: bridge.url, farm: Number(config.farmId) }, "the bridge answers");
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  try {
    await Promise.race([told, bridge.ended]);
  } finally {
    await bridge.stop();
    logger.info("the bridge has stopped");
  }
}

async function start(config: Config, logger: pino.Logger): Promise<Bridge> {
  const { chainId, contracts, startBlock } = config.deployment;
  return startBridge({
    farm: {
      farmId: config.farmId,
      domain: granaryDomain(BigInt(chainId), contracts.Pools.address),
      key: config.farmerKey,
      confirmations: config.confirmations,
      publicIpRate: config.publicIpRate,
      grace: config.grace,
      mostBlockAge: config.mostBlockAge,
      overbookingBps: config.overbookingBps,
    },
    operator: config.operator,
    contracts: {
      registry: contracts.Registry.address,
      pools: contracts.Pools.address,
      orders: contracts.Orders.address,
    },
    startBlock: BigInt(startBlock),
    reorgDepth: config.reorgDepth,
    databaseUrl: config.databaseUrl,
    endpoints: config.rpcUrls.map((url) => openEndpoint(url, BigInt(chainId))),
    host: config.host,
    port: config.port,
    headUrls: config.headUrls,
    trustedProxies: config.trustedProxies,
    requestsPerMinute: config.requestsPerMinute,
    webhookUrl: config.webhookUrl,
    metricsToken: config.metricsToken,
    now,
    logger,
  });
}

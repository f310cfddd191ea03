import { formatUnits } from "ethers";

/** What the missing contracts cost, at the price that the chain asks now. */
export interface Estimate {
  readonly gas: bigint;
  /** wei per gas */
  readonly price: bigint;
  readonly cost: bigint;
}

/** Prices move between the estimate and the last block: a quarter more. */
const RESERVE_PERCENT = 125n;

export function estimate(gas: bigint, price: bigint): Estimate {
  return { gas, price, cost: (gas * price * RESERVE_PERCENT) / 100n };
}

/** @example show(estimate(12_300_000n, 1_500_000_000n)) // "12.30 million gas at 1.5 gwei: about 0.02306 coins" */
export function show({ gas, price, cost }: Estimate): string {
  return `${inMillions(gas)} million gas at ${formatUnits(price, "gwei")} gwei: about ${inCoins(cost)} coins`;
}

export function inCoins(wei: bigint): string {
  return Number(formatUnits(wei, 18)).toLocaleString("en-US", { maximumSignificantDigits: 4 });
}

export function inMillions(gas: bigint): string {
  return (Number(gas) / 1e6).toFixed(2);
}

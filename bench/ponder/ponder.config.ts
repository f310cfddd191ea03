import { readFileSync } from "node:fs";
import type { Abi } from "viem";
import { createConfig } from "ponder";

/** What the bench tells of the chain: where it is, and the contracts with the events of each. */
interface Told {
  readonly rpc: string;
  readonly chainId: number;
  readonly startBlock: number;
  readonly contracts: Readonly<Record<string, { readonly address: `0x${string}`; readonly abi: Abi }>>;
}

const told = JSON.parse(readFileSync(process.env["BENCH_TOLD"] ?? "", "utf8")) as Told;
const contracts = Object.entries(told.contracts).map(([name, { address, abi }]) => {
  return [name, { chain: "local", abi, address, startBlock: told.startBlock }];
});

// No cache of requests: like graph-node it reads everything from the chain.
export default createConfig({
  chains: { local: { id: told.chainId, rpc: told.rpc, disableCache: true } },
  contracts: Object.fromEntries(contracts) as object,
});

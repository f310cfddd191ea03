// What a run does, decided from what is recorded and what is on the chain; no input, no output.
//
//  1. nothing recorded                          deploy all
//  2. recorded for another chain                stop
//  3. the chain was restarted (other genesis)   stop
//  4. the record contradicts itself             stop: a contract before one that it needs, nonces that do not rise
//  5. a contract not as recorded                stop: no code, other code, other wiring, other block
//  6. some recorded, each as recorded           deploy the rest; only verifying: stop
//  7. all recorded, each as recorded            nothing to do

import { CONTRACTS, type ContractName } from "../../src/protocol/deployment.ts";
import type { Progress } from "./record.ts";

export interface ChainIdentity {
  readonly chainId: number;
  readonly genesisHash: string;
}

/** What the chain says of recorded contracts: a sentence for each fault, none = as recorded. */
export type Faults = Readonly<Partial<Record<ContractName, readonly string[]>>>;

export interface Stop {
  readonly kind: "stop";
  readonly message: string;
  readonly remedy: string;
}

export type Decision =
  Stop | { readonly kind: "complete" } | { readonly kind: "deploy"; readonly missing: readonly ContractName[] };

/** Cases 2 to 4, before the chain is asked about any contract. */
export function decideRecord(record: Progress, file: string, chain: ChainIdentity): Stop | undefined {
  if (record.chainId !== chain.chainId) {
    return stop(
      `${file} is a record of chain ${record.chainId}, but this RPC serves chain ${chain.chainId}.`,
      "Give the file its own chain's number back, or correct the RPC.",
    );
  }
  if (record.genesisHash !== chain.genesisHash) {
    return stop(
      `${file} is a record of another chain ${chain.chainId}: ` +
        `its block 0 is ${record.genesisHash}, here it is ${chain.genesisHash}.`,
      `Was a local chain restarted? Then delete ${file} and run again. If not, this RPC serves the wrong chain.`,
    );
  }
  const contradiction = contradictionIn(record);
  if (contradiction === undefined) return undefined;
  return stop(`${file} contradicts itself: ${contradiction}.`, "Restore the file as it was written.");
}

/** Cases 1 and 5 to 7. */
export function decide(record: Progress, file: string, faults: Faults, verifyOnly: boolean): Decision {
  const found = CONTRACTS.flatMap((name) => faults[name] ?? []);
  if (found.length > 0) {
    return stop(
      `The chain is not as ${file} says:\n  ${found.join("\n  ")}`,
      "Sources that changed since? Check out the commit that was deployed. To deploy anew, move the file away first.",
    );
  }
  const missing = CONTRACTS.filter((name) => record.contracts[name] === undefined);
  if (missing.length === 0) return { kind: "complete" };
  if (!verifyOnly) return { kind: "deploy", missing };
  return stop(`Not deployed: ${missing.join(", ")} (by ${file}).`, "Run again without --verify-only.");
}

/** What became of a transaction that an interrupted run left behind. */
export type Fate = "stands" | "failed" | "waits" | "lost";

/**
 * @param status of its receipt, if there is one
 * @param isKnown does the node know the transaction?
 */
export function fateOf(status: number | null | undefined, isKnown: boolean): Fate {
  if (status === 1) return "stands";
  if (status === 0) return "failed";
  return isKnown ? "waits" : "lost";
}

function stop(message: string, remedy: string): Stop {
  return { kind: "stop", message, remedy };
}

function contradictionIn({ contracts }: Progress): string | undefined {
  let absent: ContractName | undefined;
  const lastNonce = new Map<string, number>();
  for (const name of CONTRACTS) {
    const contract = contracts[name];
    if (contract === undefined) {
      absent ??= name;
      continue;
    }
    if (absent !== undefined) return `it has ${name} but not ${absent}, which is deployed before it`;
    const { deployer, nonce } = contract;
    if (nonce <= (lastNonce.get(deployer) ?? -1)) return `the nonce of ${name} does not rise`;
    lastNonce.set(deployer, nonce);
  }
  return undefined;
}

import type { ContractName } from "../../src/protocol/deployment.ts";

/** What a contract is built from, and what it must say of itself afterwards. */
export interface Step {
  /** Constructor arguments: addresses of contracts before it. */
  readonly takes: readonly ContractName[];
  /** Getters without arguments, and whose address each must return. */
  readonly answers: Readonly<Record<string, ContractName>>;
}

export const STEPS: Readonly<Record<ContractName, Step>> = {
  Registry: { takes: [], answers: {} },
  PoolsExtension: { takes: ["Registry"], answers: { registry: "Registry" } },
  Pools: { takes: ["Registry", "PoolsExtension"], answers: { registry: "Registry", extension: "PoolsExtension" } },
  Doors: { takes: ["Pools"], answers: { pools: "Pools" } },
  Orders: { takes: ["Pools"], answers: { pools: "Pools" } },
  Lens: { takes: ["Doors"], answers: { doors: "Doors", pools: "Pools" } },
};

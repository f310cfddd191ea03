import { id } from "ethers";
import type { Deployment } from "../../src/protocol/deployment.ts";
import { type AbiEvent, testSignature } from "./abi.ts";
import type { Case, CaseEvent } from "./cases.ts";
import type { SourceEvents } from "./manifest.ts";

/**
 * A case as `gnd test` reads it.
 *
 * @param events without structs
 */
export function gndCase(testCase: Case, deployment: Deployment, events: SourceEvents): object {
  const eventOf = ({ contract, name }: CaseEvent): AbiEvent => {
    const event = events[contract].find((known) => known.name === name);
    if (event === undefined) throw new Error(`${testCase.name}: ${contract} has no event ${name}`);
    return event;
  };
  return {
    name: testCase.name,
    // It drops the first block that is listed.
    blocks: [
      { number: deployment.startBlock, timestamp: 1 },
      ...testCase.blocks.map((block, index) => ({
        number: deployment.startBlock + 1 + index,
        timestamp: block.timestamp,
        events: block.events.map((event) => ({
          address: deployment.contracts[event.contract].address,
          event: testSignature(eventOf(event)),
          params: checkedParams(testCase.name, eventOf(event), event.params),
          ...(event.transaction !== undefined && { txHash: id(event.transaction) }),
        })),
      })),
    ],
    assertions: testCase.assertions,
  };
}

function checkedParams(caseName: string, event: AbiEvent, params: CaseEvent["params"]): object {
  const known = new Set(event.inputs.map(({ name }) => name));
  const unknown = Object.keys(params).filter((name) => !known.has(name));
  const absent = [...known].filter((name) => !(name in params));
  if (unknown.length + absent.length > 0) {
    throw new Error(`${caseName}: ${event.name} lacks ${absent.join(", ")} or does not know ${unknown.join(", ")}`);
  }
  return JSON.parse(
    JSON.stringify(params, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  ) as object;
}

import { resolve } from "node:path";
import { StackError } from "../stack/errors.ts";

/** What the environment can say of the local market. */
export interface Configuration {
  readonly chainPort: number;
  readonly graphqlPort: number;
  readonly postgresPort: number;
  /** Where everything is kept. */
  readonly directory: string;
  /** A built subgraph in place of ours. */
  readonly subgraph?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function configuration(environment: Environment, directory: string): Configuration {
  const elsewhere = environment["GRANARY_LOCAL"];
  const subgraph = environment["GRANARY_SUBGRAPH"];
  return {
    chainPort: port(environment, "GRANARY_PORT", 8545),
    graphqlPort: port(environment, "GRANARY_GRAPHQL_PORT", 8000),
    postgresPort: port(environment, "GRANARY_POSTGRES_PORT", 54_320),
    directory: elsewhere === undefined || elsewhere === "" ? directory : resolve(elsewhere),
    ...(subgraph !== undefined && subgraph !== "" && { subgraph: resolve(subgraph) }),
  };
}

function port(environment: Environment, name: string, otherwise: number): number {
  const text = environment[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new StackError(`${name} is "${text}", not a port.`, "A port is a number from 1 to 65535.");
}

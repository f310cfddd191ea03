/** A parameter in a JSON ABI. */
export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly indexed?: boolean;
  readonly components?: readonly AbiParameter[];
}

export interface AbiEvent {
  readonly type: "event";
  readonly name: string;
  readonly anonymous: boolean;
  readonly inputs: readonly AbiParameter[];
}

/** The events of a JSON ABI. The subgraph calls nothing, so it needs nothing else. */
export function eventsOf(abi: readonly { readonly type: string }[]): AbiEvent[] {
  return abi.filter((entry): entry is AbiEvent => entry.type === "event");
}

/**
 * How a manifest names an event.
 *
 * @example "SharesApplied(indexed uint32,indexed uint16,(address,uint16)[])"
 */
export function manifestSignature({ name, inputs }: AbiEvent): string {
  return `${name}(${inputs.map((input) => `${input.indexed ? "indexed " : ""}${typeOf(input)}`).join(",")})`;
}

/**
 * How a case of `gnd test` names an event.
 *
 * @example "Accepted(uint256 indexed id, uint32 deadline)"
 */
export function testSignature({ name, inputs }: AbiEvent): string {
  const parameters = inputs.map((input) => `${typeOf(input)} ${input.indexed ? "indexed " : ""}${input.name}`);
  return `${name}(${parameters.join(", ")})`;
}

/**
 * The event without structs: `gnd test` cannot encode them. A struct becomes a parameter for each field, a list of
 * structs a list for each field.
 *
 * @example setup.name → setup_name, shares[].bps → shares_bps[]
 */
export function flattened(event: AbiEvent): AbiEvent {
  return { ...event, inputs: event.inputs.flatMap(flatInput) };
}

function flatInput(input: AbiParameter): AbiParameter[] {
  if (input.components === undefined) return [input];
  const lists = input.type.slice("tuple".length);
  return input.components.map(({ name, type }) => ({
    name: `${input.name}_${name}`,
    type: `${type}${lists}`,
    indexed: false,
  }));
}

function typeOf({ type, components }: AbiParameter): string {
  if (components === undefined) return type;
  return `(${components.map(typeOf).join(",")})${type.slice("tuple".length)}`;
}

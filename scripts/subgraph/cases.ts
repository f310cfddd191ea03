/** An event as a contract would emit it; structs are given by their fields, `setup_name` for `setup.name`. */
export interface CaseEvent {
  readonly contract: "Registry" | "Pools" | "Doors" | "Orders";
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Events with the same word are of one transaction. */
  readonly transaction?: string;
}

export interface CaseBlock {
  readonly timestamp: number;
  readonly events: readonly CaseEvent[];
}

export interface CaseAssertion {
  readonly query: string;
  readonly expected: object;
}

/** One case of `gnd test`. Lists in answers are compared as sets. */
export interface Case {
  readonly name: string;
  readonly blocks: readonly CaseBlock[];
  readonly assertions: readonly CaseAssertion[];
}

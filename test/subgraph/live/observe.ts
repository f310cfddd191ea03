import { getAddress, type Interface } from "ethers";
import type { Observation, Value } from "../../contracts/differential/observation.ts";
import type { Row } from "./store.ts";

/** What a view must answer, by the names of what it returns. */
export type Expected = Readonly<Record<string, unknown>>;

/** A question to a view of a contract that returns a struct, or several named values. */
export function view(
  what: string,
  target: string,
  face: Interface,
  name: string,
  args: readonly unknown[],
  expected: Expected,
): Observation {
  const keys = Object.keys(expected);
  const isStruct = face.getFunction(name)?.outputs.length === 1;
  const read = (answer: string): Value[] => {
    const decoded = face.decodeFunctionResult(name, answer);
    const values = isStruct ? (decoded[0] as typeof decoded) : decoded;
    const fields = values.toObject() as Record<string, unknown>;
    return keys.map((key) => shown(key in fields ? fields[key] : `no ${key}`));
  };
  return {
    what: `${what}: ${keys.join(" ")}`,
    target,
    call: face.encodeFunctionData(name, args),
    read,
    expected: keys.map((key) => shown(expected[key])),
  };
}

/** A question to a view that returns one number or address. */
export function word(
  what: string,
  target: string,
  face: Interface,
  name: string,
  args: readonly unknown[],
  value: unknown,
): Observation {
  const read = (answer: string): Value[] => [shown(face.decodeFunctionResult(name, answer)[0])];
  return { what, target, call: face.encodeFunctionData(name, args), read, expected: [shown(value)] };
}

export function text(row: Row, field: string): string {
  const value = row[field];
  if (typeof value !== "string" && typeof value !== "number") throw new Error(`${field} is ${JSON.stringify(value)}`);
  return String(value);
}

/** @returns undefined for a reference to nothing */
export function idOf(row: Row, field: string): string | undefined {
  const value = row[field] as { readonly id: string } | null;
  return value === null ? undefined : value.id;
}

function shown(value: unknown): string {
  if (typeof value === "string") return /^0x[0-9a-f]{40}$/i.test(value) ? getAddress(value) : value;
  return typeof value === "bigint" ? String(value) : String(JSON.stringify(value));
}

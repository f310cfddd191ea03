import { ProtocolError } from "./errors.ts";

/** Bytes as text: 0x and two digits for each byte. */
export type Hex = `0x${string}`;

/** Nobody, or the native coin. */
export const NO_ADDRESS: Hex = `0x${"0".repeat(40)}`;
/** The hash of nothing: where there could be one and is none. */
export const NO_HASH: Hex = `0x${"0".repeat(64)}`;

/** Returns `value` in lower case if it is exactly `bytes` long; the error names the field. */
export function lowerHex(field: string, value: string, bytes: number): Hex {
  if (value.length === 2 + 2 * bytes && /^0x[0-9a-fA-F]*$/.test(value)) return value.toLowerCase() as Hex;
  throw new ProtocolError(
    "BadHex",
    `${field} is ${JSON.stringify(value.slice(0, 80))}, but must be 0x and ${2 * bytes} hexadecimal digits.`,
    `Give ${field} as ${bytes} bytes in hexadecimal.`,
  );
}

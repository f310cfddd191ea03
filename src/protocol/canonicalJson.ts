import canonicalize from "canonicalize";
import { ProtocolError } from "./errors.ts";

/** What a document may be, so that reading a hostile one takes little time and memory. */
export interface JsonLimits {
  readonly bytes: number;
  readonly depth: number;
}

export const DOCUMENT_LIMITS: JsonLimits = { bytes: 1 << 20, depth: 32 };

/** RFC 8785: one text for each value, so that what is signed is what is read. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new ProtocolError("NotJson", "This value has no JSON.", "Give an object.");
  return text;
}

/**
 * Reads a text that must be canonical. Everything that JSON parsers disagree about is refused with it: duplicate keys,
 * numbers that do not survive, other spellings of the same string.
 */
export function readCanonicalJson(json: Uint8Array, limits: JsonLimits = DOCUMENT_LIMITS): unknown {
  if (json.length > limits.bytes) {
    throw refusal("JsonTooLarge", `The document has ${json.length} bytes, more than ${limits.bytes}.`, "Split it.");
  }
  const text = decode(json);
  demandShallow(text, limits.depth);
  const value = parse(text);
  const canonical = write(value);
  if (canonical !== text) throw notCanonical(text, canonical);
  return value;
}

function decode(json: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json);
  } catch (cause) {
    throw refusal(
      "NotUtf8",
      "The document is not UTF-8.",
      "Send the bytes of the JSON text as they were signed.",
      cause,
    );
  }
}

/** Before anything recursive sees it. Brackets in strings do not count. */
function demandShallow(text: string, most: number): void {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isString) {
      if (character === "\\") i++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth > most) {
      throw refusal("JsonTooDeep", `The document nests deeper than ${most}, at character ${i}.`, "Flatten it.");
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw refusal("NotJson", `The document is not JSON: ${why}`, "Send the JSON text as it was signed.", cause);
  }
}

/** A lone surrogate has no canonical form. */
function write(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw refusal("NotCanonical", `The document has no canonical form: ${why}.`, "Write well-formed text.", cause);
  }
}

function notCanonical(text: string, canonical: string): ProtocolError {
  let at = 0;
  while (at < text.length && text[at] === canonical[at]) at++;
  const around = (whole: string): string => JSON.stringify(whole.slice(Math.max(0, at - 10), at + 20));
  return refusal(
    "NotCanonical",
    `The document is not in canonical form (RFC 8785): from character ${at} it should read ${around(canonical)}, not ${around(text)}.`,
    "Sign and send the output of canonicalJson(document): keys sorted, no spaces, no key twice, numbers as JSON writes them.",
  );
}

function refusal(code: string, message: string, remedy: string, cause?: unknown): ProtocolError {
  return new ProtocolError(code, message, remedy, { cause });
}

// RFC 9421 message signatures, in one profile: which components are covered, in which order and how they are written is
// fixed, so that there is nothing to negotiate and hardly anything to parse. Any library of the RFC can verify them.

import { sha256 as hash } from "@noble/hashes/sha2.js";
import { faultOfSignature, type PublicKey, type SigningKey } from "./ed25519.ts";

/** What a signature covers of a request. */
export interface HttpRequest {
  readonly method: string;
  /** Host and port, as the client addressed the server: a request to one node is none to another. */
  readonly authority: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly body: Uint8Array;
}

/** The headers that carry a signature. */
export interface SignatureHeaders {
  readonly "content-digest": string;
  readonly "signature-input": string;
  readonly signature: string;
}

/** Why a signed request is refused. */
export type HttpFault =
  "NotSigned" | "OtherProfile" | "DigestDiffers" | "TooOld" | "FromTheFuture" | "UnknownKey" | "SignatureDoesNotVerify";

export interface SignedRequest {
  readonly keyId: string;
  readonly created: bigint;
  /** Whoever verifies remembers it for as long as `created` is fresh: nothing is done twice. */
  readonly nonce: string;
}

/** Seconds that a request may be on its way; clocks may differ by as much. */
export const FRESH_SECONDS = 60n;

const COMPONENTS = '("@method" "@authority" "@path" "@query" "content-digest")';
const LABEL = "granary";

export function signRequest(
  request: HttpRequest,
  key: SigningKey,
  { keyId, created, nonce }: SignedRequest,
): SignatureHeaders {
  const parameters = `${COMPONENTS};created=${created};nonce="${nonce}";keyid="${keyId}";alg="ed25519"`;
  const digest = contentDigest(request.body);
  const signature = key.sign(signatureBase(request, digest, parameters));
  return {
    "content-digest": digest,
    "signature-input": `${LABEL}=${parameters}`,
    signature: `${LABEL}=:${base64(signature)}:`,
  };
}

/**
 * Who sent this, and is it fresh? Says nothing about whether it was seen before: that takes a memory of nonces.
 *
 * @param headers with names in lower case
 * @param keyOf the key of this name; undefined if there is none
 */
export function verifyRequest(
  request: HttpRequest,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  keyOf: (keyId: string) => PublicKey | undefined,
  now: bigint,
): SignedRequest | HttpFault {
  const { "content-digest": digest, "signature-input": input, signature } = headers;
  if (typeof digest !== "string" || typeof input !== "string" || typeof signature !== "string") return "NotSigned";
  const parsed = INPUT.exec(input);
  const bytes = SIGNATURE.exec(signature)?.[1];
  if (parsed === null || bytes === undefined) return "OtherProfile";
  if (digest !== contentDigest(request.body)) return "DigestDiffers";
  const [, parameters = "", created = "", nonce = "", keyId = ""] = parsed;
  const at = BigInt(created);
  if (at + FRESH_SECONDS < now) return "TooOld";
  if (at > now + FRESH_SECONDS) return "FromTheFuture";
  const key = keyOf(keyId);
  if (key === undefined) return "UnknownKey";
  const fault = faultOfSignature(key, signatureBase(request, digest, parameters), fromBase64(bytes));
  return fault === undefined ? { keyId, created: at, nonce } : "SignatureDoesNotVerify";
}

const INPUT = new RegExp(
  `^${LABEL}=(${COMPONENTS.replaceAll(/[()]/g, "\\$&")};created=(\\d{1,10});nonce="([\\w-]{16,64})";keyid="([\\w.:-]{1,64})";alg="ed25519")$`,
);
const SIGNATURE = new RegExp(`^${LABEL}=:([A-Za-z0-9+/]{86}==):$`);

/** What is signed: one line for each component, then the parameters. */
function signatureBase({ method, authority, target }: HttpRequest, digest: string, parameters: string): Uint8Array {
  const at = target.indexOf("?");
  const path = at === -1 ? target : target.slice(0, at);
  const query = at === -1 ? "?" : target.slice(at);
  const lines = [
    `"@method": ${method.toUpperCase()}`,
    `"@authority": ${authority.toLowerCase()}`,
    `"@path": ${path}`,
    `"@query": ${query}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

/** RFC 9530. */
function contentDigest(body: Uint8Array): string {
  return `sha-256=:${base64(hash(body))}:`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

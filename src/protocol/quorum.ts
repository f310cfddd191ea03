import { ProtocolError } from "./errors.ts";

/** Who must agree, and how many of them. */
export interface SigningRequest {
  readonly signers: readonly bigint[];
  readonly quorumMin: number;
}

/** A signature that was found good, by the key that counted for the threebot then. */
export interface Agreement {
  readonly tid: bigint;
  /** Hex of the key. */
  readonly key: string;
}

/** The state of a quorum, as it is told to those who wait for it. */
export interface Quorum {
  readonly reached: boolean;
  readonly quorumMin: number;
  /** Listed threebots whose signatures count, in the order of the request. */
  readonly signed: readonly bigint[];
  readonly missing: readonly bigint[];
  /** Listed threebots that signed with a key that another's signature has counted for. */
  readonly repeated: readonly bigint[];
}

const MOST_SIGNERS = 1000;

/** `1 ≤ quorumMin ≤ |signers|`, no signer twice. */
export function checkSigningRequest(field: string, { signers, quorumMin }: SigningRequest): void {
  if (signers.length > MOST_SIGNERS) {
    throw bad(`${field}.signers lists ${signers.length} threebots, more than ${MOST_SIGNERS}.`);
  }
  const listed = new Set<bigint>();
  for (const tid of signers) {
    if (listed.has(tid)) throw bad(`${field}.signers lists threebot ${tid} twice.`);
    listed.add(tid);
  }
  if (!Number.isInteger(quorumMin) || quorumMin < 1 || quorumMin > signers.length) {
    throw bad(`${field}.quorum_min is ${quorumMin}, but must be from 1 to ${signers.length}, the number of signers.`);
  }
}

/**
 * Counts distinct listed threebots with distinct keys: several threebots with one key are one voice. Of those the first
 * in the request speaks, so that the answer does not depend on the order in which signatures came.
 */
export function countQuorum({ signers, quorumMin }: SigningRequest, agreements: readonly Agreement[]): Quorum {
  const keys = new Map(agreements.map(({ tid, key }) => [tid, key]));
  const heard = new Set<string>();
  const signed: bigint[] = [];
  const missing: bigint[] = [];
  const repeated: bigint[] = [];
  for (const tid of signers) {
    const key = keys.get(tid);
    if (key === undefined) missing.push(tid);
    else if (heard.has(key)) repeated.push(tid);
    else signed.push(tid);
    if (key !== undefined) heard.add(key);
  }
  return { reached: signed.length >= quorumMin, quorumMin, signed, missing, repeated };
}

/** Could the request be fulfilled at all, with these keys of its signers? */
export function isReachable(request: SigningRequest, keyOf: (tid: bigint) => string | undefined): boolean {
  const keys = new Set(request.signers.map(keyOf).filter((key) => key !== undefined));
  return keys.size >= request.quorumMin;
}

function bad(message: string): ProtocolError {
  return new ProtocolError("BadSigningRequest", message, "List each signer once, and ask for 1 to all of them.");
}

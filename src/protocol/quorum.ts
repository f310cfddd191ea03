import type { SigningRequest } from "./workload/signingRequest.ts";

/** A signature that was found good, by the key that counted for the threebot then. */
export interface Agreement {
  readonly tid: number;
  /** Hex of the key. */
  readonly key: string;
}

/** The state of a quorum, as it is told to those who wait for it. */
export interface Quorum {
  readonly reached: boolean;
  readonly quorum_min: number;
  /** Listed threebots whose signatures count, in the order of the request. */
  readonly signed: readonly number[];
  readonly missing: readonly number[];
  /** Listed threebots that signed with a key that another's signature has counted for. */
  readonly repeated: readonly number[];
}

/**
 * Counts distinct listed threebots with distinct keys: several threebots with one key are one voice. Of those the first
 * in the request speaks, so that the answer does not depend on the order in which signatures came.
 */
export function countQuorum({ signers, quorum_min }: SigningRequest, agreements: readonly Agreement[]): Quorum {
  const keys = new Map(agreements.map(({ tid, key }) => [tid, key]));
  const heard = new Set<string>();
  const signed: number[] = [];
  const missing: number[] = [];
  const repeated: number[] = [];
  for (const tid of signers) {
    const key = keys.get(tid);
    if (key === undefined) missing.push(tid);
    else if (heard.has(key)) repeated.push(tid);
    else signed.push(tid);
    if (key !== undefined) heard.add(key);
  }
  return { reached: signed.length >= quorum_min, quorum_min, signed, missing, repeated };
}

/** Could the request be fulfilled at all, with these keys of its signers? */
export function isReachable(request: SigningRequest, keyOf: (tid: number) => string | undefined): boolean {
  const keys = new Set(request.signers.map(keyOf).filter((key) => key !== undefined));
  return keys.size >= request.quorum_min;
}

import { sha256 } from "../../protocol/evm.ts";
import { faultWith } from "../../protocol/faultWith.ts";
import { NO_HASH } from "../../protocol/hex.ts";
import { countQuorum, type Quorum } from "../../protocol/quorum.ts";
import { readSigningRequest } from "../../protocol/workload/signingRequest.ts";
import type { Connection, Database } from "../db/database.ts";
import type { PoolRow } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Farm } from "../farm.ts";
import { keysOf } from "../keys.ts";
import { termsMessage } from "./decide.ts";

// A reservation of capacity may ask for a quorum over its terms. On chain stands the hash of the signing request; the
// request itself and the signatures are handed in here.

export interface TermsSignature {
  /** Canonical JSON of the signing request, whose SHA-256 stands in the terms. */
  readonly signingRequest: Uint8Array;
  readonly tid: number;
  readonly signature: Uint8Array;
}

/** Takes a signature over the terms, if it is good; a bad one is stored nowhere. */
export async function signTerms(
  db: Database,
  farm: Farm,
  poolId: bigint,
  { signingRequest, tid, signature }: TermsSignature,
  now: bigint,
): Promise<Quorum> {
  const pool = await db.selectFrom("pool").selectAll().where("pool_id", "=", poolId).executeTakeFirst();
  demandOpen(poolId, pool, now);
  demandRequest(pool, signingRequest);
  const { signers } = readSigningRequest(signingRequest);
  if (!signers.includes(tid)) {
    throw new Refused(
      "NotListed",
      403,
      `Threebot ${tid} is not among the signers ${signers.slice(0, 20).join(", ")}.`,
      "Only those whom the signing request lists can sign.",
    );
  }
  const key = (await keysOf(db, [tid]))(tid);
  const fault = faultWith(key, termsMessage(pool, farm.domain, farm.farmId, BigInt(tid)), signature);
  if (fault !== undefined || key === undefined) {
    throw new Refused(
      "BadSignature",
      403,
      `The signature of threebot ${tid} does not count: ${fault}.`,
      "Sign action 1 over the canonical JSON of the terms, with your own tid and the key that it has on chain now.",
      { fault, tid },
    );
  }
  const row = { key, signature: Buffer.from(signature), signing_request: Buffer.from(signingRequest), signed_at: now };
  await db
    .insertInto("terms_signature")
    .values({ pool_id: poolId, tid: BigInt(tid), ...row })
    .onConflict((conflict) => conflict.columns(["pool_id", "tid"]).doUpdateSet(row))
    .execute();
  const quorum = await termsQuorum(db, pool);
  if (quorum !== undefined) return quorum;
  throw new Refused("TryAgain", 503, "The reservation changed meanwhile.", "Look at it, and sign again.");
}

/** Undefined while nobody has handed in the signing request. */
export async function termsQuorum(db: Connection, pool: PoolRow): Promise<Quorum | undefined> {
  if (pool.signing_request_hash === NO_HASH) return undefined;
  const rows = await db.selectFrom("terms_signature").selectAll().where("pool_id", "=", pool.pool_id).execute();
  // After a reorg the number may be another reservation's: what was signed for that one does not count.
  const signed = rows.filter(({ signing_request }) => sha256(signing_request) === pool.signing_request_hash);
  const [first] = signed;
  if (first === undefined) return undefined;
  const request = readSigningRequest(first.signing_request);
  const keyOf = await keysOf(db, request.signers);
  const agreements = signed.map(({ tid, key }) => ({ tid: Number(tid), key }));
  return countQuorum(
    request,
    agreements.filter(({ tid, key }) => keyOf(tid) === key),
  );
}

function demandOpen(poolId: bigint, pool: PoolRow | undefined, now: bigint): asserts pool is PoolRow {
  if (pool === undefined) {
    throw new Refused(
      "NoSuchPool",
      404,
      `This farm has no reservation ${poolId}.`,
      "Ask the bridge of the farm that it names. One of the last minute may not be known yet.",
    );
  }
  if (pool.state === "requested" && now <= pool.deadline) return;
  const how = pool.state === "requested" ? "has lapsed" : `is ${pool.state}`;
  throw new Refused("NotSignable", 409, `Reservation ${poolId} ${how}: a signature changes nothing.`, "Reserve anew.");
}

function demandRequest({ pool_id, signing_request_hash }: PoolRow, signingRequest: Uint8Array): void {
  if (sha256(signingRequest) === signing_request_hash) return;
  throw new Refused(
    "WrongSigningRequest",
    422,
    signing_request_hash === NO_HASH
      ? `Reservation ${pool_id} asks for no quorum over its terms.`
      : `The terms of reservation ${pool_id} name the signing request with the hash ${signing_request_hash}; this one has ${sha256(signingRequest)}.`,
    "Send the canonical JSON of the signing request whose SHA-256 stands in the terms.",
  );
}

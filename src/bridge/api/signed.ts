import type { FastifyRequest } from "fastify";
import { PublicKey } from "../../protocol/ed25519.ts";
import { bytesOf } from "../../protocol/evm.ts";
import { FRESH_SECONDS, verifyRequest } from "../../protocol/httpSignature.ts";
import type { Database } from "../db/database.ts";
import { Refused } from "../errors.ts";
import { keysOf } from "../keys.ts";

/**
 * The threebot that signed this request, now and for the first time. What was seen is kept in the database, so that a
 * captured request is a replay at every process of the bridge.
 */
export async function signerOf(db: Database, request: FastifyRequest, now: bigint): Promise<number> {
  const claimed = /keyid="threebot:([1-9]\d{0,12})"/.exec(String(request.headers["signature-input"] ?? ""))?.[1];
  const tid = Number(claimed ?? 0);
  const key = claimed === undefined ? undefined : (await keysOf(db, [tid]))(tid);
  const checked = key === undefined ? undefined : PublicKey.check(bytesOf(key));
  const signed = verifyRequest(
    {
      method: request.method,
      authority: request.host,
      target: request.originalUrl,
      body: request.rawBody ?? new Uint8Array(),
    },
    request.headers,
    (keyId) => (keyId === `threebot:${tid}` && checked instanceof PublicKey ? checked : undefined),
    now,
  );
  if (typeof signed === "string") throw unsigned(signed);
  await remember(db, tid, signed.nonce, now);
  return tid;
}

async function remember(db: Database, tid: number, nonce: string, now: bigint): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("http_nonce")
    .values({ tid: BigInt(tid), nonce, seen_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw unsigned("Replayed");
}

/** What is no longer fresh needs no remembering. */
export async function forgetNonces(db: Database, now: bigint): Promise<void> {
  await db
    .deleteFrom("http_nonce")
    .where("seen_at", "<", now - 2n * FRESH_SECONDS)
    .execute();
}

function unsigned(fault: string): Refused {
  return new Refused(
    "NotAuthenticated",
    401,
    `The request is not signed as it must be: ${fault}.`,
    'Sign it (RFC 9421) with a threebot\'s key, as docs/signatures.md says: keyid "threebot:<tid>", a fresh date, a nonce of its own.',
    { fault },
  );
}

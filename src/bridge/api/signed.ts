import type { FastifyRequest } from "fastify";
import { checkedKey } from "../../protocol/checkedKey.ts";
import { PublicKey } from "../../protocol/ed25519.ts";
import type { Hex } from "../../protocol/hex.ts";
import { FRESH_SECONDS, verifyRequest } from "../../protocol/httpSignature.ts";
import type { Database } from "../db/database.ts";
import { Refused } from "../errors.ts";
import { keysOf } from "../keys.ts";

type Kind = "threebot" | "node";

/**
 * The threebot or node that signed this request, now and for the first time. What was seen is kept in the database, so
 * that a captured request is a replay at every process of the bridge.
 */
export async function signerOf(db: Database, kind: Kind, request: FastifyRequest, now: bigint): Promise<number> {
  const input = String(request.headers["signature-input"] ?? "");
  const claimed = new RegExp(`keyid="(${kind}:([1-9]\\d{0,12}))"`).exec(input);
  const [, signer = "", number = "0"] = claimed ?? [];
  const key = claimed === null ? undefined : await keyOf(db, kind, Number(number));
  const checked = key === undefined ? undefined : checkedKey(key);
  const signed = verifyRequest(
    {
      method: request.method,
      authority: request.host,
      target: request.originalUrl,
      body: request.rawBody ?? new Uint8Array(),
    },
    request.headers,
    (keyId) => (keyId === signer && checked instanceof PublicKey ? checked : undefined),
    now,
  );
  if (typeof signed === "string") throw unsigned(kind, signed);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("http_nonce")
    .values({ signer, nonce: signed.nonce, seen_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw unsigned(kind, "Replayed");
  return Number(number);
}

/** What is no longer fresh needs no remembering. */
export async function forgetNonces(db: Database, now: bigint): Promise<void> {
  await db
    .deleteFrom("http_nonce")
    .where("seen_at", "<", now - 2n * FRESH_SECONDS)
    .execute();
}

async function keyOf(db: Database, kind: Kind, number: number): Promise<Hex | undefined> {
  if (kind === "threebot") return (await keysOf(db, [number]))(number);
  const node = await db
    .selectFrom("node")
    .select("key")
    .where("node_id", "=", BigInt(number))
    .where("is_valid", "=", true)
    .executeTakeFirst();
  return node?.key;
}

function unsigned(kind: Kind, fault: string): Refused {
  return new Refused(
    "NotAuthenticated",
    401,
    `The request is not signed as it must be: ${fault}.`,
    `Sign it (RFC 9421) as docs/signatures.md says, with the ${kind}'s key, keyid "${kind}:<number>", a fresh date and a nonce of its own.`,
    { fault },
  );
}

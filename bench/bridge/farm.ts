import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../../src/bridge/db/database.ts";
import type { Farm } from "../../src/bridge/farm.ts";
import { heard } from "../../src/bridge/presence.ts";
import { canonicalJson } from "../../src/protocol/canonicalJson.ts";
import { SigningKey } from "../../src/protocol/ed25519.ts";
import { granaryDomain } from "../../src/protocol/eip712.ts";
import { type Hex, NO_ADDRESS, NO_HASH } from "../../src/protocol/hex.ts";
import { container, reservation } from "../../test/protocol/support/document.ts";

const FARM_TID = 100;
const CUSTOMER_TID = 1;
const SIGNERS = [1, 2, 3];
export const NODES = 10;
/** Of the first: a number that stands for nothing else. */
export const FIRST_NODE = 88_881;

const keys = new Map<number, SigningKey>();

export function keyOf(tid: number): SigningKey {
  const known = keys.get(tid);
  if (known !== undefined) return known;
  const key = new SigningKey(createHash("sha256").update(`bench key of threebot ${tid}`).digest());
  keys.set(tid, key);
  return key;
}

const hexOf = (key: SigningKey): Hex => `0x${Buffer.from(key.publicKey.bytes).toString("hex")}`;
export const unixNow = (): bigint => BigInt(Math.floor(Date.now() / 1000));

/** A farm of the bench: the same in each process. */
export const FARM: Farm = {
  farmId: 1n,
  domain: granaryDomain(31_337n, `0x${"ab".repeat(20)}`),
  key: keyOf(FARM_TID),
  confirmations: 1n,
  publicIpRate: 0n,
  mostBlockAge: 86_400n,
  overbookingBps: 10_000n,
  grace: 86_400n,
};

/** Threebots, nodes without end, and pools of the first threebot that last for years, within their hold. */
export async function fillFarm(db: Database, pools: number): Promise<void> {
  const now = unixNow();
  const nobody = { owner: NO_ADDRESS, operator: NO_ADDRESS };
  const terms = { version: 1n, upfront_bps: 0n, notice_days: 7n, min_offer_bps: 10_000n, signer_epoch: 1n };
  await db
    .insertInto("farm")
    .values({ farm_id: 1n, tid: BigInt(FARM_TID), name: "Bench", endpoint: "", ...nobody, ...terms })
    .execute();
  for (const tid of [...SIGNERS, FARM_TID]) {
    const row = { tid: BigInt(tid), since_block: 1n, since_log: BigInt(tid), key: hexOf(keyOf(tid)), is_valid: true };
    await db.insertInto("threebot_key").values(row).execute();
  }
  const nodeKey = hexOf(keyOf(999));
  await sql`
    insert into node select id, ${nodeKey}, true, 1, 1000000000, 1000000000, 1000000000, 1000000000, 'BE', 'Gent', '{}', false, false
    from generate_series(${FIRST_NODE}::int, ${FIRST_NODE + NODES - 1}::int) as id
  `.execute(db);
  await sql`
    insert into pool select id, 'active', ${CUSTOMER_TID}, 1, 1, 1, 0, 4000000000, 4000000000, '{}', '{}', ${NO_ADDRESS},
      ${NO_HASH}, ${NO_HASH}, 0, '0x', 0, ${now + 10n ** 8n}, ${NO_ADDRESS}, 4000000000000000000, 4000000000000000000, 0, 0,
      ${now}, ${now}, false, 0, 1, 1, 0, 1
    from generate_series(1, ${pools}) as id
  `.execute(db);
  const ids = { last_tid: 0n, last_node: 0n, last_pool: 0n };
  const block = { number: 100n, hash: NO_HASH, parent_hash: NO_HASH, timestamp: now, ...ids };
  await db.insertInto("chain_block").values(block).execute();
  for (let at = 0; at < NODES; at++) await heard(db, BigInt(FIRST_NODE + at), "http://127.0.0.1:1", now);
}

/** A document as its customer signs it, each another one. */
export function newDocument(poolId: number, nodeId: number): { readonly json: string; readonly signature: string } {
  const json = canonicalJson(
    reservation({
      chain_id: Number(FARM.domain.chainId),
      contract: FARM.domain.verifyingContract,
      nonce: randomBytes(16).toString("hex"),
      customer_tid: CUSTOMER_TID,
      pool_id: poolId,
      expiration_provisioning: Number(unixNow()) + 3600,
      signing_request_provision: { signers: SIGNERS, quorum_min: 2 },
      signing_request_delete: { signers: SIGNERS, quorum_min: 2 },
      containers: [container({ node_id: nodeId })],
    }),
  );
  return { json, signature: Buffer.from(keyOf(CUSTOMER_TID).sign(Buffer.from(json))).toString("hex") };
}

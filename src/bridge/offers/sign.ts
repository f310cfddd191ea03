import { randomBytes } from "node:crypto";
import type { Wallet } from "ethers";
import { currentCapacity } from "../capacity/current.ts";
import { lockCapacity } from "../capacity/lock.ts";
import { type Offer, offerDigest } from "../../protocol/eip712.ts";
import type { Hex } from "../../protocol/hex.ts";
import { sql, type Transaction } from "kysely";
import type { Database } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Farm } from "../farm.ts";
import { presenceOf } from "../presence.ts";
import { decideOffer, type OfferRequest, promisedBy } from "./decide.ts";

export interface SignedOffer {
  readonly offer: Offer;
  readonly nodeIds: readonly bigint[];
  readonly signer: Hex;
  readonly signature: Hex;
}

/** Signs what the customer asks for, and books what it promises in the moment in which that was found free. */
export async function signOffer(
  db: Database,
  farm: Farm,
  operator: Wallet,
  request: OfferRequest,
  { now, listeningSince }: { readonly now: bigint; readonly listeningSince: bigint },
): Promise<SignedOffer> {
  const signer = operator.address.toLowerCase() as Hex;
  const { nodeIds, token, poolId } = request;
  const offer = await db.transaction().execute(async (transaction) => {
    await lockCapacity(transaction);
    const row = await transaction.selectFrom("farm").selectAll().where("farm_id", "=", farm.farmId).executeTakeFirst();
    if (row?.operator !== signer) throw noOperator();
    await demandNoOther(transaction, request.customerTid, now);
    const nodes = await transaction.selectFrom("node").selectAll().execute();
    const [price, pool, capacity, presence] = [
      await transaction.selectFrom("price").selectAll().where("token", "=", token).executeTakeFirst(),
      await transaction.selectFrom("pool").selectAll().where("pool_id", "=", poolId).executeTakeFirst(),
      await currentCapacity(transaction, farm, nodes, now),
      await presenceOf(transaction, now, listeningSince),
    ];
    const nonce = BigInt(`0x${randomBytes(32).toString("hex")}`);
    const known = new Map(nodes.map((node) => [node.node_id, node]));
    const facts = { farm: row, price, pool, nodes: known, presenceOf: presence, capacity, now, nonce };
    const made = decideOffer(request, facts);
    const { cu: cu_cap, su: su_cap } = promisedBy(request, pool);
    await transaction
      .insertInto("promise")
      .values({ pool_id: null, tid: request.customerTid, signer, nonce, cu_cap, su_cap, deadline: made.deadline })
      .execute();
    return made;
  });
  const signature = operator.signingKey.sign(offerDigest(farm.domain, offer)).serialized as Hex;
  return { offer, nodeIds, signer, signature };
}

/** One at a time for each threebot: an offer holds capacity, and costs who asks for it nothing. */
async function demandNoOther(transaction: Transaction<Tables>, tid: bigint, now: bigint): Promise<void> {
  const { rows } = await sql<{ deadline: bigint }>`
    select deadline from promise where tid = ${tid} and deadline >= ${now} and (cu_cap > 0 or su_cap > 0)
      and not exists (select from nonce where nonce.signer = promise.signer and nonce.nonce = promise.nonce)
  `.execute(transaction);
  const [open] = rows;
  if (open === undefined) return;
  throw new Refused(
    "OfferOpen",
    409,
    `Threebot ${tid} has an offer that can be taken until ${open.deadline}.`,
    "Take it, or ask again when it is over.",
  );
}

/** What can no longer be taken holds nothing, and needs no remembering. */
const KEPT_SECONDS = 86_400n;

export async function forgetPromises(db: Database, now: bigint): Promise<void> {
  await db
    .deleteFrom("promise")
    .where("deadline", "<", now - KEPT_SECONDS)
    .execute();
}

function noOperator(): Refused {
  return new Refused(
    "NoOffers",
    503,
    "The key of this bridge is not the farm's operator on chain: nobody could take what it signs.",
    "Reserve on chain, or ask the farmer.",
  );
}

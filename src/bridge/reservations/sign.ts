import { faultWith } from "../../protocol/faultWith.ts";
import type { Transaction } from "kysely";
import { ACTION, actionOver, signedMessage } from "../../protocol/message.ts";
import { countQuorum, type Quorum } from "../../protocol/quorum.ts";
import { readDocument } from "../../protocol/workload/document.ts";
import type { SigningRequest } from "../../protocol/workload/signingRequest.ts";
import { readPosition } from "../chain/position.ts";
import type { Connection, Database } from "../db/database.ts";
import type { BlockRow, ReservationRow, SignatureRow, Tables } from "../db/tables.ts";
import { Refused } from "../errors.ts";
import type { Farm } from "../farm.ts";
import { deploy } from "../ledger/deploy.ts";
import { stop } from "../ledger/stop.ts";
import { keysOf } from "../keys.ts";

/** What a signer hands in. */
export interface HandedIn {
  readonly action: SignatureRow["action"];
  readonly tid: number;
  readonly epoch: bigint;
  readonly signature: Uint8Array;
}

/** When which signature is still of use. */
const SIGNABLE: Readonly<Record<SignatureRow["action"], readonly ReservationRow["next_action"][]>> = {
  provision: ["sign"],
  delete: ["sign", "pay", "deploy"],
};

/**
 * Takes a signature, if it is good: a bad one is refused and stored nowhere, so that it can never stand in the way. The
 * one that completes the quorum also does what the quorum asks for.
 */
export async function signReservation(
  db: Database,
  farm: Farm,
  id: bigint,
  handedIn: HandedIn,
  now: bigint,
): Promise<{ readonly reservation: ReservationRow; readonly quorum: Quorum }> {
  return db.transaction().execute(async (transaction) => {
    const reservation = await lockReservation(transaction, id);
    const document = readDocument(reservation.json);
    const request = document[`signing_request_${handedIn.action}`];
    demandSignable(reservation, handedIn, now);
    demandListed(request, handedIn.tid);

    const keyOf = await keysOf(transaction, request.signers);
    const key = keyOf(handedIn.tid);
    const fault = faultWith(key, messageFor(farm, reservation, handedIn), handedIn.signature);
    if (fault !== undefined || key === undefined) {
      throw new Refused(
        "BadSignature",
        403,
        `The signature of threebot ${handedIn.tid} does not count: ${fault}.`,
        `Sign action ${handedIn.action} of reservation ${id} over the document's bytes, with the key that the threebot has on chain now.`,
        { fault, tid: handedIn.tid },
      );
    }
    await keep(transaction, reservation, handedIn, key, now);
    const quorum = await tally(transaction, id, handedIn.action, request, keyOf);
    if (!quorum.reached) return { reservation, quorum };
    const next = handedIn.action === "provision" ? provision : stopByQuorum;
    return { reservation: await next(transaction, farm, reservation, now), quorum };
  });
}

/** Who has signed so far, by the keys of now: a key that was rotated since does not count any more. */
export async function tally(
  db: Connection,
  id: bigint,
  action: SignatureRow["action"],
  request: SigningRequest,
  keyOf: (tid: number) => string | undefined,
): Promise<Quorum> {
  const rows = await db
    .selectFrom("signature")
    .select(["tid", "key"])
    .where("reservation_id", "=", id)
    .where("action", "=", action)
    .execute();
  const agreements = rows
    .map(({ tid, key }) => ({ tid: Number(tid), key }))
    .filter(({ tid, key }) => keyOf(tid) === key);
  return countQuorum(request, agreements);
}

async function lockReservation(transaction: Transaction<Tables>, id: bigint): Promise<ReservationRow> {
  const found = await transaction
    .selectFrom("reservation")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (found !== undefined) return found;
  throw new Refused("NoSuchReservation", 404, `There is no reservation ${id}.`, "Ask the bridge that gave its number.");
}

function demandSignable(
  { id, next_action, expires_unsigned }: ReservationRow,
  { action }: HandedIn,
  now: bigint,
): void {
  if (!SIGNABLE[action].includes(next_action)) {
    throw new Refused(
      "NotSignable",
      409,
      `Reservation ${id} waits for "${next_action}": a signature for "${action}" changes nothing.`,
      "Look at the reservation: who has signed, and what comes next.",
      { next_action },
    );
  }
  if (action === "provision" && expires_unsigned < now) {
    throw new Refused("Expired", 409, `Reservation ${id} could be signed until ${expires_unsigned}.`, "Make it anew.");
  }
}

function demandListed({ signers }: SigningRequest, tid: number): void {
  if (signers.includes(tid)) return;
  throw new Refused(
    "NotListed",
    403,
    `Threebot ${tid} is not among the signers ${signers.slice(0, 20).join(", ")}.`,
    "Only those whom the document lists can sign.",
  );
}

function messageFor({ domain }: Farm, { id, json }: ReservationRow, { action, tid, epoch }: HandedIn): Uint8Array {
  return signedMessage(domain, actionOver(json, { action: ACTION[action], subject: id, tid: BigInt(tid), epoch }));
}

/** The same signer may sign again: after a rotation his first signature is worth nothing. */
async function keep(
  transaction: Transaction<Tables>,
  { id }: ReservationRow,
  { action, tid, epoch, signature }: HandedIn,
  key: SignatureRow["key"],
  now: bigint,
): Promise<void> {
  const row = { key, signature: Buffer.from(signature), epoch, signed_at: now };
  await transaction
    .insertInto("signature")
    .values({ reservation_id: id, action, tid: BigInt(tid), ...row })
    .onConflict((conflict) => conflict.columns(["reservation_id", "action", "tid"]).doUpdateSet(row))
    .execute();
}

/** From here on the keys of this block count, whatever is rotated later. */
async function provision(
  transaction: Transaction<Tables>,
  farm: Farm,
  reservation: ReservationRow,
  now: bigint,
): Promise<ReservationRow> {
  const { number, hash } = await blockNow(transaction);
  const paid = { ...reservation, next_action: "pay", quorum_block: number, quorum_hash: hash, quorum_at: now } as const;
  return deploy(transaction, farm, paid, now);
}

async function stopByQuorum(
  transaction: Transaction<Tables>,
  _farm: Farm,
  reservation: ReservationRow,
  now: bigint,
): Promise<ReservationRow> {
  const { number, hash } = await blockNow(transaction);
  const asked = { ...reservation, delete_block: number, delete_hash: hash };
  return stop(transaction, asked, "the delete quorum asked for it", now);
}

async function blockNow(transaction: Transaction<Tables>): Promise<BlockRow> {
  const position = await readPosition(transaction);
  if (position !== undefined) return position;
  throw new Refused("ChainUnknown", 503, "The bridge has not read the chain yet.", "Sign again in a minute.");
}

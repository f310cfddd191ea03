import type { Envelope, Signed } from "../../protocol/workload/envelope.ts";
import type { Connection } from "../db/database.ts";
import type { ReservationRow, SignatureRow } from "../db/tables.ts";

/** All that a node needs to judge a reservation by itself. Undefined for one that was never deployed. */
export async function envelopeOf(db: Connection, id: bigint): Promise<Envelope | undefined> {
  const row = await db.selectFrom("reservation").selectAll().where("id", "=", id).executeTakeFirst();
  const farm = await db.selectFrom("farm").select("tid").executeTakeFirst();
  if (row === undefined || farm === undefined) return undefined;
  const { quorum_block, quorum_hash, farmer_signature, farmer_epoch } = row;
  if (quorum_block === null || quorum_hash === null || farmer_signature === null || farmer_epoch === null) {
    return undefined;
  }
  const signatures = await db
    .selectFrom("signature")
    .selectAll()
    .where("reservation_id", "=", id)
    .orderBy("tid")
    .execute();
  return {
    reservation_id: Number(id),
    json: row.json.toString(),
    customer_signature: row.customer_signature.toString("hex"),
    quorum_block: { number: Number(quorum_block), hash: quorum_hash },
    signatures_provision: signedFor("provision", signatures),
    signature_farmer: {
      tid: Number(farm.tid),
      epoch: Number(farmer_epoch),
      signature: farmer_signature.toString("hex"),
    },
    delete_block: deleteBlock(row),
    signatures_delete: signedFor("delete", signatures),
  };
}

function deleteBlock({ delete_block, delete_hash }: ReservationRow): Envelope["delete_block"] {
  if (delete_block === null || delete_hash === null) return null;
  return { number: Number(delete_block), hash: delete_hash };
}

function signedFor(action: SignatureRow["action"], signatures: readonly SignatureRow[]): Signed[] {
  return signatures
    .filter((row) => row.action === action)
    .map(({ tid, epoch, signature }) => {
      return { tid: Number(tid), epoch: Number(epoch), signature: signature.toString("hex") };
    });
}

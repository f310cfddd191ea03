import { type Static, Type } from "typebox";
import { exactly, Tid, Time } from "./fields.ts";
import { shapeOf } from "./problems.ts";

const Signature = Type.String({ pattern: "^[0-9a-f]{128}$", description: "64 bytes in lower-case hexadecimal" });
const Hash = Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "a block's hash" });

const Block = Type.Object({ number: Type.Integer({ minimum: 0 }), hash: Hash }, exactly);

const Signed = Type.Object({ tid: Tid, epoch: Time, signature: Signature }, exactly);
export type Signed = Static<typeof Signed>;

/** All that a node needs to judge for itself whether a reservation may run, or must go. */
export const Envelope = Type.Object(
  {
    reservation_id: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
    /** The document, to the letter: what was signed. */
    json: Type.String({ maxLength: 1 << 20 }),
    customer_signature: Signature,
    /** The block in which the provision quorum was complete: its keys count. */
    quorum_block: Block,
    signatures_provision: Type.Array(Signed, { maxItems: 1000 }),
    signature_farmer: Signed,
    /** The same for the delete quorum; null until that is complete. */
    delete_block: Type.Union([Block, Type.Null()]),
    signatures_delete: Type.Array(Signed, { maxItems: 1000 }),
  },
  exactly,
);
export type Envelope = Static<typeof Envelope>;

/** Throws an error that says what is wrong with its shape. Signatures are judged by {@link judgeEnvelope}. */
export const readEnvelope = shapeOf<Envelope>(Envelope);

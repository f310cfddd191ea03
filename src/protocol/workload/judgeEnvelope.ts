import { bytesOf, type TypedDataDomain } from "../evm.ts";
import { faultWith } from "../faultWith.ts";
import type { Hex } from "../hex.ts";
import { ACTION, actionOver, signedMessage } from "../message.ts";
import { type Agreement, countQuorum } from "../quorum.ts";
import { readDocument, type ReservationDocument } from "./document.ts";
import type { Envelope, Signed } from "./envelope.ts";
import type { SigningRequest } from "./signingRequest.ts";

/** What whoever judges knows by himself. */
export interface EnvelopeFacts {
  readonly domain: TypedDataDomain;
  /** The threebot that signs for the farm. */
  readonly farmTid: number;
  /** The key that a threebot had in the envelope's block; undefined where it had none that is proven. */
  readonly keyOf: KeyOf;
  /** The same in the block of the delete quorum; never asked while there is none. */
  readonly keyOfAtDelete: KeyOf;
}

type KeyOf = (tid: number) => Hex | undefined;

/** What an envelope proves. Each fault names whose signature it is about. */
export interface EnvelopeVerdict {
  readonly document: ReservationDocument;
  /** Why nothing of it may run. Empty: the customer, the provision quorum and the farm have signed. */
  readonly faults: readonly string[];
  /** Has the delete quorum asked for its end? */
  readonly isDeleted: boolean;
}

/** Judges every signature in it; throws if the document is none. Of the pool, of time and of nodes it knows nothing. */
export function judgeEnvelope(envelope: Envelope, facts: EnvelopeFacts): EnvelopeVerdict {
  const json = new TextEncoder().encode(envelope.json);
  const document = readDocument(json);
  const { chainId, verifyingContract } = facts.domain;
  const faults: string[] = [];
  if (BigInt(document.chain_id) !== chainId || document.contract !== verifyingContract) {
    faults.push("the document is for another chain or contract");
  }
  const customer = faultWith(facts.keyOf(document.customer_tid), json, bytesOf(`0x${envelope.customer_signature}`));
  if (customer !== undefined) faults.push(`customer ${document.customer_tid}: ${customer}`);

  const { signature_farmer: farmer } = envelope;
  const farm =
    farmer.tid === facts.farmTid ? faultOf(envelope, json, "farmer", farmer, facts, facts.keyOf) : "NotTheFarm";
  if (farm !== undefined) faults.push(`farmer ${farmer.tid}: ${farm}`);

  const provision = quorumOf(envelope, json, "provision", document.signing_request_provision, facts, facts.keyOf);
  if (!provision.isReached) faults.push(...provision.faults, "the provision quorum is not complete");
  const isDeleted =
    envelope.delete_block !== null &&
    quorumOf(envelope, json, "delete", document.signing_request_delete, facts, facts.keyOfAtDelete).isReached;
  return { document, faults, isDeleted };
}

function quorumOf(
  envelope: Envelope,
  json: Uint8Array,
  action: "provision" | "delete",
  request: SigningRequest,
  facts: EnvelopeFacts,
  keyOf: KeyOf,
): { readonly isReached: boolean; readonly faults: readonly string[] } {
  const agreements: Agreement[] = [];
  const faults: string[] = [];
  for (const signed of envelope[`signatures_${action}`]) {
    const key = keyOf(signed.tid);
    const fault = faultOf(envelope, json, action, signed, facts, keyOf);
    if (fault !== undefined) faults.push(`${action} ${signed.tid}: ${fault}`);
    else if (key !== undefined) agreements.push({ tid: signed.tid, key });
  }
  return { isReached: countQuorum(request, agreements).reached, faults };
}

function faultOf(
  { reservation_id }: Envelope,
  json: Uint8Array,
  action: "provision" | "delete" | "farmer",
  { tid, epoch, signature }: Signed,
  { domain }: EnvelopeFacts,
  keyOf: KeyOf,
): string | undefined {
  const fields = { action: ACTION[action], subject: BigInt(reservation_id), tid: BigInt(tid), epoch: BigInt(epoch) };
  return faultWith(keyOf(tid), signedMessage(domain, actionOver(json, fields)), bytesOf(`0x${signature}`));
}

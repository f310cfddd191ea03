import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { NonceWord, OfferUse } from "../../generated/schema";
import { ONE, ZERO } from "../rule/bounds";
import { At } from "../unpack/at";
import { bigEndian } from "../unpack/numbers";
import { signerNumberId } from "./ids";

const BITS_OF_WORD: u8 = 8;

/** An offer opened or refilled a pool. */
export function takeOffer(at: At, signer: Bytes, nonce: BigInt, poolId: i64, opened: boolean): Bytes {
  const use = new OfferUse(signerNumberId(signer, bigEndian(nonce)));
  use.signer = signer;
  use.nonce = nonce;
  use.pool = poolId;
  use.opened = opened;
  use.timestamp = at.second;
  use.transaction = at.transaction;
  use.save();
  useNonce(signer, nonce);
  return use.id;
}

export function useNonce(signer: Bytes, nonce: BigInt): void {
  const word = nonce.rightShift(BITS_OF_WORD);
  const bit = u8(nonce.minus(word.leftShift(BITS_OF_WORD)).toI32());
  voidNonces(signer, word, ONE.leftShift(bit));
}

export function voidNonces(signer: Bytes, word: BigInt, mask: BigInt): void {
  const id = signerNumberId(signer, bigEndian(word));
  let entry = NonceWord.load(id);
  if (entry === null) {
    entry = new NonceWord(id);
    entry.signer = signer;
    entry.word = word;
    entry.used = ZERO;
  }
  entry.used = entry.used.bitOr(mask);
  entry.save();
}

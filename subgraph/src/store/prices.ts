import { BigInt, Bytes } from "@graphprotocol/graph-ts";
import { Currency, Price, PriceChange } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { At } from "../unpack/at";
import { farmTokenId, priceChangeId, termsId } from "./ids";
import { missing } from "./missing";

export function loadCurrency(token: Bytes): Currency {
  const currency = Currency.load(token);
  if (currency === null) missing("currency", token.toHexString());
  return currency!;
}

/** Several farms may list a token. The first answer in which it told its decimals counts. */
export function listToken(at: At, token: Bytes, decimals: i32, symbol: string, known: boolean): void {
  let currency = Currency.load(token);
  if (currency === null) {
    currency = new Currency(token);
    currency.listedAt = at.second;
    currency.known = false;
    currency.escrow = ZERO;
    currency.paid = ZERO;
    currency.released = ZERO;
    currency.returned = ZERO;
  } else if (currency.known) {
    return;
  }
  currency.decimals = decimals;
  currency.symbol = symbol;
  currency.known = known;
  currency.save();
}

export function changePrice(
  farmId: i64,
  token: Bytes,
  version: i64,
  index: i32,
  slot: i32,
  cuPrice: BigInt,
  suPrice: BigInt,
): void {
  const price = new Price(farmTokenId(farmId, token));
  price.farm = farmId;
  price.currency = token;
  price.cuPrice = cuPrice;
  price.suPrice = suPrice;
  price.listed = slot != 0;
  price.slot = slot;
  price.index = index;
  price.sinceVersion = version;
  price.save();

  const change = new PriceChange(priceChangeId(farmId, version, token));
  change.terms = termsId(farmId, version);
  change.currency = token;
  change.cuPrice = cuPrice;
  change.suPrice = suPrice;
  change.slot = slot;
  change.save();
}

import { BPS } from "../../../protocol/bounds.ts";
import type { FarmRow } from "../../db/tables.ts";
import type { Book } from "./book.ts";
import type { Rules, Struct } from "./rules.ts";
import { textOf } from "./text.ts";

/** The bridge's own farm; of the others nothing is kept. */
export const farmRules: Rules = {
  FarmCreated: (book, _event, [farm_id, owner, tid, setup]: [bigint, string, bigint, Struct]) => {
    if (farm_id !== book.farmId) return;
    const [, operator, upfront_bps, notice_days, min_offer_bps, name, endpoint] = setup as [
      bigint,
      string,
      bigint,
      bigint,
      bigint,
      string,
      string,
    ];
    book.farms.put({
      farm_id,
      owner,
      operator: operator.toLowerCase(),
      tid,
      signer_epoch: 1n,
      version: 1n,
      upfront_bps,
      notice_days,
      min_offer_bps,
      name: textOf(name),
      endpoint: textOf(endpoint),
    });
  },
  FarmDescribed: (book, _event, [farmId, name, endpoint]: [bigint, string, string]) => {
    change(book, farmId, { name: textOf(name), endpoint: textOf(endpoint) });
  },
  FarmTransferred: (
    book,
    _event,
    [farmId, , owner, , tid, operator, signer_epoch]: [bigint, string, string, bigint, bigint, string, bigint],
  ) => {
    // What the seller allowed his operator to give away ends with him.
    const min_offer_bps = BPS;
    change(book, farmId, { owner, tid, operator: operator.toLowerCase(), signer_epoch, min_offer_bps });
  },
  FarmTidChanged: (book, _event, [farmId, , tid]: [bigint, bigint, bigint]) => {
    change(book, farmId, { tid });
  },
  OperatorChanged: (book, _event, [farmId, , operator, signer_epoch]: [bigint, string, string, bigint]) => {
    change(book, farmId, { operator, signer_epoch });
  },
  MinOfferChanged: (book, _event, [farmId, , min_offer_bps]: [bigint, bigint, bigint]) => {
    change(book, farmId, { min_offer_bps });
  },
  TermsChanged: (
    book,
    _event,
    [farmId, version, , upfront_bps, , notice_days]: [bigint, bigint, bigint, bigint, bigint, bigint],
  ) => {
    change(book, farmId, { version, upfront_bps, notice_days });
  },
  PriceChanged: (
    book,
    _event,
    [farmId, token, , token_index, slot, , , cu_price, su_price]: [
      bigint,
      string,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ],
  ) => {
    if (farmId === book.farmId) book.prices.put({ token, token_index, slot, cu_price, su_price });
  },
};

function change(book: Book, farmId: bigint, changes: Partial<FarmRow>): void {
  const farm = book.farms.get(farmId);
  if (farm !== undefined) book.farms.put({ ...farm, ...changes });
}

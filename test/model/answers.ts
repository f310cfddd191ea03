import type { ActOf, Kind } from "./act.ts";
import * as answer from "./pools/answer.ts";
import { buy } from "./pools/buy.ts";
import * as caps from "./pools/cap.ts";
import { withdraw } from "./pools/income.ts";
import * as leave from "./pools/leave.ts";
import { cancelNonces } from "./pools/offer.ts";
import * as payments from "./pools/pay.ts";
import { refill } from "./pools/refill.ts";
import { refund } from "./pools/refund.ts";
import { report } from "./pools/report.ts";
import { reserve, reserveRefill } from "./pools/reserve.ts";
import { acceptPool, offerPool } from "./pools/transfer.ts";
import * as farms from "./registry/farms.ts";
import * as nodes from "./registry/nodes.ts";
import * as shares from "./registry/shares.ts";
import { setTerms } from "./registry/terms.ts";
import * as threebots from "./registry/threebots.ts";
import { donate } from "./tokens.ts";
import type { World } from "./world.ts";

type Handlers = { readonly [K in Kind]: (world: World, act: ActOf<K>, now: bigint) => unknown };

/** Which rule answers which act. */
export const answers: Handlers = {
  register: (w, a) => threebots.register(w, a.by),
  transferTid: (w, a) => threebots.transferTid(w, a.by, a.tid, a.to),
  acceptTid: (w, a) => threebots.acceptTid(w, a.by, a.tid),
  createFarm: (w, a) => farms.createFarm(w, a.by, a.setup),
  transferFarm: (w, a) => farms.transferFarm(w, a.by, a.farm, a.to),
  acceptFarm: (w, a) => farms.acceptFarm(w, a.by, a.farm, a.tid, a.operator),
  setFarmTid: (w, a) => farms.setFarmTid(w, a.by, a.farm, a.tid),
  setOperator: (w, a) => farms.setOperator(w, a.by, a.farm, a.operator),
  setMinOffer: (w, a) => farms.setMinOffer(w, a.by, a.farm, a.minOffer),
  setTerms: (w, a) => setTerms(w, a.by, a.farm, a.upfront, a.notice, a.changes),
  announceShares: (w, a, now) => shares.announceShares(w, a.by, a.farm, a.shares, now),
  applyShares: (w, a, now) => shares.applyShares(w, a.farm, a.shares, now),
  addNode: (w, a) => nodes.addNode(w, a.by, a.farm),
  retireNode: (w, a) => nodes.retireNode(w, a.by, a.node),
  relistNode: (w, a) => nodes.relistNode(w, a.by, a.node),

  reserve: (w, a, now) => reserve(w, a.by, a.terms, a.tid, a.epoch, now),
  reserveRefill: (w, a, now) => reserveRefill(w, a.by, a.poolId, a.amount, now),
  accept: (w, a, now) => answer.accept(w, a.by, a.id, a.guard, now),
  reject: (w, a, now) => answer.reject(w, a.by, a.id, a.guard, now),
  cancel: (w, a) => answer.cancel(w, a.by, a.id),
  pay: (w, a, now) => payments.pay(w, a.by, a.memo, a.token, a.amount, a.guard, a.value, now),
  payFor: (w, a, now) => payments.payFor(w, a.by, a.id, a.token, a.amount, a.beneficiary, a.guard, a.value, now),
  transferAndCall: (w, a, now) => payments.transferAndCall(w, a.by, a.token, a.amount, a.memo, now),
  payNative: (w, a, now) => payments.payNative(w, a.by, a.memo, a.value, now),
  refund: (w, a, now) => refund(w, a.by, a.id, a.token, a.to, now),
  buy: (w, a, now) => buy(w, a.by, a.offer, a.tid, a.nodes, a.signature, a.value, now),
  refill: (w, a, now) => refill(w, a.by, a.poolId, a.amount, a.maxCost, a.value, now),
  cancelNonces: (w, a) => cancelNonces(w, a.by, a.word, a.mask),
  report: (w, a, now) => report(w, a.by, a.farm, a.readings, now),
  cap: (w, a, now) => caps.cap(w, a.by, a.poolId, a.cap, now),
  capBySignature: (w, a, now) => caps.capBySignature(w, a.poolId, a.cap, a.nonce, a.deadline, a.signedBy, now),
  withdraw: (w, a) => withdraw(w, a.by, a.farm, a.token, a.tables, a.to),
  close: (w, a, now) => leave.close(w, a.by, a.poolId, a.to, now),
  announceEviction: (w, a, now) => leave.announceEviction(w, a.by, a.poolId, now),
  withdrawEviction: (w, a, now) => leave.withdrawEviction(w, a.by, a.poolId, now),
  evict: (w, a, now) => leave.evict(w, a.by, a.poolId, a.value, now),
  withdrawOwed: (w, a) => leave.withdrawOwed(w, a.by, a.token, a.to),
  offerPool: (w, a) => offerPool(w, a.by, a.poolId, a.tid),
  acceptPool: (w, a) => acceptPool(w, a.by, a.poolId),
  donate: (w, a) => donate(w, a.by, a.token, a.amount),
};

import { BigInt, Bytes } from "@graphprotocol/graph-ts";

// What the events with structs say, as plain values. Times, rates, caps and ids are i64, money is BigInt.

/** What a farm says of itself when it is founded. */
export class FarmSetup {
  tid: i64;
  operator: Bytes = Bytes.empty();
  upfrontBps: i32;
  noticeDays: i32;
  minOfferBps: i32;
  name: string = "";
  endpoint: string = "";
}

/** Payees and their parts, in one order. */
export class Shares {
  payees: Bytes[] = [];
  bps: i32[] = [];
}

/** What a node has and where it stands. */
export class NodeInfo {
  cru: i64;
  mru: i64;
  sru: i64;
  hru: i64;
  country: string = "";
  city: string = "";
  ipv4s: string[] = [];
}

/** What a customer asks of a farm. */
export class Request {
  id: i64;
  farmId: i64;
  tid: i64;
  termsVersion: i64;
  cus: i64;
  sus: i64;
  nodeIds: i32[] = [];
  currencies: Bytes[] = [];
  cuCap: i64;
  suCap: i64;
  refundTo: Bytes = Bytes.empty();
  signingRequestHash: Bytes = Bytes.empty();
  termsHash: Bytes = Bytes.empty();
  deadline: i64;
  epoch: BigInt = BigInt.zero();
  signature: Bytes = Bytes.empty();
}

/** What was bought, what was paid for it, and by whom. */
export class Purchase {
  constructor(
    public payer: Bytes,
    public door: string,
    public cus: i64,
    public sus: i64,
    public cuPaid: BigInt,
    public suPaid: BigInt,
    public released: BigInt,
  ) {}

  paid(): BigInt {
    return this.cuPaid.plus(this.suPaid);
  }
}

import { Bytes, ethereum } from "@graphprotocol/graph-ts";
import { secondOf } from "../rule/clock";
import { logId, orderOf } from "../store/ids";
import { parametersOf } from "./json";

/** When and where an event happened, and the event itself as it is kept. */
export class At {
  /** Transaction and log index. */
  id: Bytes;
  order: i64;
  block: i64;
  /** The block's second, as the contracts count. */
  second: i64;
  transaction: Bytes;
  sender: Bytes;
  name: string;
  parameters: string;

  constructor(event: ethereum.Event, name: string) {
    this.id = logId(event);
    this.block = event.block.number.toI64();
    this.order = orderOf(this.block, event.logIndex.toI64());
    this.second = secondOf(event.block.timestamp.toI64());
    this.transaction = event.transaction.hash;
    this.sender = event.transaction.from;
    this.name = name;
    this.parameters = parametersOf(event);
  }
}

// AssemblyScript, compiled by graph-cli: the least that a handler can do for an event and still store something.

import { Entity, ethereum, store, Value } from "@graphprotocol/graph-ts";

export function handleAny(event: ethereum.Event): void {
  const id = event.transaction.hash.concatI32(event.logIndex.toI32());
  const record = new Entity();
  record.set("id", Value.fromBytes(id));
  record.set("contract", Value.fromBytes(event.address));
  record.set("block", Value.fromBigInt(event.block.number));
  record.set("timestamp", Value.fromBigInt(event.block.timestamp));
  store.set("Record", id.toHexString(), record);
}

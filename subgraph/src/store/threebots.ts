import { Bytes } from "@graphprotocol/graph-ts";
import { Threebot, ThreebotKey } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { At } from "../unpack/at";
import { loadGrid } from "./grid";
import { keyId } from "./ids";
import { missing } from "./missing";

export function loadThreebot(tid: i64): Threebot {
  const threebot = Threebot.load(tid);
  if (threebot === null) missing("threebot", tid.toString());
  return threebot!;
}

export function registerThreebot(at: At, tid: i64, owner: Bytes, key: Bytes, proof: Bytes): void {
  const threebot = new Threebot(tid);
  threebot.owner = owner;
  threebot.registeredAt = at.second;
  threebot.keyCount = 0;
  threebot.epoch = ZERO;
  addKey(at, threebot, key, proof);
  threebot.save();

  const grid = loadGrid();
  grid.threebots = grid.threebots + 1;
  grid.save();
}

export function rotateKey(at: At, tid: i64, key: Bytes, proof: Bytes): void {
  const threebot = loadThreebot(tid);
  const old = ThreebotKey.load(keyId(tid, threebot.keyCount));
  if (old !== null) {
    old.until = at.second;
    old.untilBlock = at.block;
    old.save();
  }
  addKey(at, threebot, key, proof);
  threebot.save();
}

export function offerThreebot(tid: i64, to: Bytes | null): void {
  const threebot = loadThreebot(tid);
  threebot.pendingOwner = to;
  threebot.save();
}

/** The new key, which the taker must bring, is told by the event after this one. */
export function transferThreebot(tid: i64, to: Bytes): void {
  const threebot = loadThreebot(tid);
  threebot.owner = to;
  threebot.pendingOwner = null;
  threebot.save();
}

function addKey(at: At, threebot: Threebot, key: Bytes, proof: Bytes): void {
  threebot.keyCount = threebot.keyCount + 1;
  threebot.key = key;
  threebot.proof = proof;

  const entry = new ThreebotKey(keyId(threebot.id, threebot.keyCount));
  entry.threebot = threebot.id;
  entry.number = threebot.keyCount;
  entry.key = key;
  entry.proof = proof;
  entry.owner = threebot.owner;
  entry.since = at.second;
  entry.sinceBlock = at.block;
  entry.save();
}

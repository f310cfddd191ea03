import { Pool } from "../../generated/schema";
import {
  CapsChanged,
  CapSigned,
  Closed,
  Evicted,
  EvictionAnnounced,
  EvictionWithdrawn,
  PoolOffered,
  PoolTransferred,
  Rated,
  ReadingSkipped,
  ReadingTaken,
  Settled,
} from "../../generated/Pools/Pools";
import { Ends } from "../rule/clock";
import { skipName } from "../rule/names";
import { close, evict, settle, skipReading, takeReading } from "../store/acts";
import { useNonce } from "../store/offers";
import {
  announceEviction,
  loadPool,
  offerPool,
  ownPool,
  ratePool,
  setCaps,
  transferPool,
  withdrawEviction,
} from "../store/pools";
import { keepOfPool } from "../store/records";
import { loadThreebot } from "../store/threebots";
import { At } from "./at";
import { numberOf } from "./numbers";
import { unpackClock } from "./words";

// ── the clock ──

export function handleSettled(event: Settled): void {
  const at = new At(event, "Settled");
  const p = event.params;
  const ends = new Ends(p.emptyAt.toI64(), p.stopAt.toI64());
  keepOf(at, settle(at, p.poolId.toI64(), unpackClock(p.clock), ends, p.released));
}

export function handleReadingTaken(event: ReadingTaken): void {
  const at = new At(event, "ReadingTaken");
  const p = event.params;
  const ends = new Ends(p.emptyAt.toI64(), p.stopAt.toI64());
  keepOf(at, takeReading(at, p.poolId.toI64(), p.since.toI64(), unpackClock(p.clock), ends, p.released));
}

/** The number reported may be any: one that no pool has, or another farm's, in whose history it has no place. */
export function handleReadingSkipped(event: ReadingSkipped): void {
  const at = new At(event, "ReadingSkipped");
  const p = event.params;
  const farmId = p.farmId.toI64();
  const id = ownPool(numberOf(p.poolId), farmId);
  const reason = skipName(p.reason);
  skipReading(at, id, p.poolId, farmId, reason, p.cuRate.toI64(), p.suRate.toI64(), p.since.toI64());
  keepOfPool(at, id, farmId, 0);
}

// ── caps ──

export function handleCapsChanged(event: CapsChanged): void {
  const at = new At(event, "CapsChanged");
  const p = event.params;
  keepOf(at, setCaps(at, p.poolId.toI64(), p.cuCap.toI64(), p.suCap.toI64()));
}

export function handleCapSigned(event: CapSigned): void {
  const p = event.params;
  useNonce(p.signer, p.nonce);
  keepOf(new At(event, "CapSigned"), loadPool(p.poolId.toI64()));
}

// ── leaving ──

export function handleClosed(event: Closed): void {
  const at = new At(event, "Closed");
  const p = event.params;
  keepOf(at, close(at, p.poolId.toI64(), p.cu.toI64(), p.su.toI64(), p.released));
}

export function handleEvictionAnnounced(event: EvictionAnnounced): void {
  const at = new At(event, "EvictionAnnounced");
  const p = event.params;
  keepOf(at, announceEviction(at, p.poolId.toI64(), p.evictableFrom.toI64(), p.lapsesAfter.toI64()));
}

export function handleEvictionWithdrawn(event: EvictionWithdrawn): void {
  keepOf(new At(event, "EvictionWithdrawn"), withdrawEviction(event.params.poolId.toI64()));
}

export function handleEvicted(event: Evicted): void {
  const at = new At(event, "Evicted");
  const p = event.params;
  keepOf(at, evict(at, p.poolId.toI64(), p.cu.toI64(), p.su.toI64(), p.released, p.brought));
}

// ── ownership ──

/** Only the pool's owner can offer it, so it is his wallet that the contract remembers. */
export function handlePoolOffered(event: PoolOffered): void {
  const p = event.params;
  const owner = loadThreebot(p.fromTid.toI64()).owner;
  keepOf(new At(event, "PoolOffered"), offerPool(p.poolId.toI64(), p.toTid.toI64(), owner));
}

export function handlePoolTransferred(event: PoolTransferred): void {
  const p = event.params;
  keepOf(new At(event, "PoolTransferred"), transferPool(p.poolId.toI64(), p.toTid.toI64()));
}

export function handleRated(event: Rated): void {
  const at = new At(event, "Rated");
  keepOf(at, ratePool(at, event.params.poolId.toI64(), event.params.stars));
}

function keepOf(at: At, pool: Pool): void {
  keepOfPool(at, pool.id, pool.farm, pool.threebot);
}

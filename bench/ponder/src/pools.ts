import { ponder } from "ponder:registry";
import { part, payment, pool, reservation } from "ponder:schema";
import { clockOf, pricesOf, standing } from "./words";

const MILLI = 1000n;
const NEVER = 4294967295n;
const READING_LIFE = 86400n;
const NOBODY = "0x0000000000000000000000000000000000000000";

type Row = typeof pool.$inferSelect;

/** What every new pool begins with. */
const EMPTY = {
  state: "ACTIVE",
  ...{ cu: 0n, su: 0n, cuRate: 0n, suRate: 0n, lastReading: 0n, empty: false, emptyAt: NEVER, stopAt: NEVER },
  ...{ cuPrice: 0n, suPrice: 0n, worth: 0n, escrow: 0n, heldUntil: 0n, evictableFrom: 0, evictionLapsesAfter: 0 },
  ...{ offeredTo: 0, paid: 0n, released: 0n, returned: 0n, brought: 0n, cuBought: 0n, suBought: 0n },
  ...{ cuDrained: 0n, suDrained: 0n, cuUnconsumed: 0n, suUnconsumed: 0n, refillCount: 0, readingCount: 0 },
} as const;

/** A pool after its clock was set: what went, and what is left in money. */
function settled(row: Row, word: bigint, bought: { cu: bigint; su: bigint }, released: bigint): Partial<Row> {
  const clock = clockOf(word);
  const { worth, escrow } = standing({ ...row, ...clock });
  return {
    ...clock,
    ...{ worth, escrow, released: row.released + released },
    cuBought: row.cuBought + bought.cu,
    suBought: row.suBought + bought.su,
    cuDrained: row.cuDrained + row.cu + bought.cu - clock.cu,
    suDrained: row.suDrained + row.su + bought.su - clock.su,
  };
}

const NOTHING = { cu: 0n, su: 0n };

ponder.on("Pools:Opened", async ({ event, context }) => {
  const { poolId, farmId, tid, termsVersion, upfrontBps, noticeDays, cuCap, suCap, nodeIds } = event.args;
  await context.db.insert(pool).values({
    ...EMPTY,
    ...{ id: poolId, farm: farmId, threebot: tid, currency: NOBODY, termsVersion, upfrontBps, noticeDays },
    ...{ nodeIds: [...nodeIds], cuCap: BigInt(cuCap), suCap: BigInt(suCap) },
    ...{ settledAt: event.block.timestamp, openedAt: event.block.timestamp },
  });
});

ponder.on("Pools:Credited", async ({ event, context }) => {
  const { poolId, token, payer, door, cus, sus, cuPaid, suPaid, worth: word, heldUntil, released } = event.args;
  const { db } = context;
  const second = event.block.timestamp;
  const [cu, su, paid] = [cus * MILLI, sus * MILLI, cuPaid + suPaid];
  const made = { cu, su, cuBought: cu, suBought: su, currency: token, heldUntil, paid, released, settledAt: second };
  const opened = await db.find(pool, { id: poolId });
  const row = { ...pricesOf(word), ...made, stopAt: READING_LIFE };
  if (opened !== null) {
    await db.update(pool, { id: poolId }).set({ ...row, ...standing({ ...opened, ...row }) });
  } else {
    const asked = await db.find(reservation, { id: poolId });
    if (asked === null) throw new Error(`no reservation ${poolId}`);
    const { farm, threebot, termsVersion, upfrontBps, noticeDays, nodeIds, cuCap, suCap } = asked;
    const terms = { farm, threebot, termsVersion, upfrontBps, noticeDays, nodeIds, cuCap, suCap };
    const whole = { ...EMPTY, ...terms, ...row, id: poolId, reservation: poolId, openedAt: second };
    await db.insert(pool).values({ ...whole, ...standing(whole) });
  }
  const before = opened === null ? await db.find(part, { id: `${poolId}-${token}` }) : null;
  const amount = paid - (before?.paid ?? 0n);
  const isPayment = payer !== NOBODY && amount !== 0n;
  if (opened === null) {
    const news = { state: "CREDITED", pool: poolId, reached: token, creditedAt: second };
    await db.update(reservation, { id: poolId }).set(isPayment ? { ...news, lastPayment: event.id } : news);
  }
  if (!isPayment) return;
  await db.insert(payment).values({
    ...{
      id: event.id,
      reservation: opened === null ? poolId : null,
      pool: poolId,
      payer,
      currency: token,
      amount,
      door,
    },
    ...{ credited: true, timestamp: second, transaction: event.transaction.hash },
  });
});

ponder.on("Pools:Refilled", async ({ event, context }) => {
  const { poolId, reservationId, payer, door, cus, sus, cuPaid, suPaid } = event.args;
  const { worth: word, clock, emptyAt, stopAt, released } = event.args;
  const { db } = context;
  const second = event.block.timestamp;
  const row = await db.find(pool, { id: poolId });
  if (row === null) throw new Error(`no pool ${poolId}`);
  const [bought, paid] = [{ cu: cus * MILLI, su: sus * MILLI }, cuPaid + suPaid];
  const priced = { ...row, ...pricesOf(word) };
  const after = { ...settled(priced, clock, bought, released), ...pricesOf(word), emptyAt, stopAt };
  await db.update(pool, { id: poolId }).set({ ...after, paid: row.paid + paid, refillCount: row.refillCount + 1 });
  const before = reservationId === 0n ? null : await db.find(part, { id: `${reservationId}-${row.currency}` });
  if (reservationId !== 0n) {
    const news = { state: "REFILLED", pool: poolId, creditedAt: second, lastPayment: event.id };
    await db.update(reservation, { id: reservationId }).set(news);
  }
  await db.insert(payment).values({
    ...{ id: event.id, reservation: reservationId === 0n ? null : reservationId, pool: poolId, payer, door },
    ...{ currency: row.currency, amount: paid - (before?.paid ?? 0n), credited: true, timestamp: second },
    transaction: event.transaction.hash,
  });
});

ponder.on("Pools:Settled", async ({ event, context }) => {
  const { poolId, clock, emptyAt, stopAt, released } = event.args;
  await context.db
    .update(pool, { id: poolId })
    .set((row) => ({ ...settled(row, clock, NOTHING, released), emptyAt, stopAt }));
});

ponder.on("Pools:ReadingTaken", async ({ event, context }) => {
  const { poolId, clock, emptyAt, stopAt, released } = event.args;
  await context.db
    .update(pool, { id: poolId })
    .set((row) => ({ ...settled(row, clock, NOTHING, released), emptyAt, stopAt, readingCount: row.readingCount + 1 }));
});

ponder.on("Pools:CapsChanged", async ({ event, context }) => {
  const { poolId, cuCap, suCap } = event.args;
  await context.db.update(pool, { id: poolId }).set({ cuCap: BigInt(cuCap), suCap: BigInt(suCap) });
});

ponder.on("Pools:Rated", async ({ event, context }) => {
  await context.db.update(pool, { id: event.args.poolId }).set({ stars: event.args.stars });
});

ponder.on("Pools:Closed", async ({ event, context }) => {
  const { poolId, cu, su, released } = event.args;
  const second = event.block.timestamp;
  await context.db.update(pool, { id: poolId }).set((row) => ended(row, "CLOSED", cu, su, released, 0n, second));
});

ponder.on("Pools:Evicted", async ({ event, context }) => {
  const { poolId, cu, su, released, brought } = event.args;
  const second = event.block.timestamp;
  await context.db.update(pool, { id: poolId }).set((row) => ended(row, "EVICTED", cu, su, released, brought, second));
});

function ended(row: Row, state: string, cu: bigint, su: bigint, released: bigint, brought: bigint, second: bigint) {
  const { cuPrice, suPrice, worth, escrow } = EMPTY;
  const clock = { cu: 0n, su: 0n, cuRate: 0n, suRate: 0n, settledAt: 0n, lastReading: 0n, empty: false };
  return {
    ...{ ...clock, state, endedAt: second, cuPrice, suPrice, worth, escrow, emptyAt: NEVER, stopAt: READING_LIFE },
    released: row.released + released,
    returned: row.returned + row.escrow - released,
    brought: row.brought + brought,
    cuDrained: row.cuDrained + row.cu - cu,
    suDrained: row.suDrained + row.su - su,
    ...{ cuUnconsumed: cu, suUnconsumed: su },
  };
}

ponder.on("Pools:EvictionAnnounced", async ({ event, context }) => {
  const { poolId, evictableFrom, lapsesAfter } = event.args;
  await context.db.update(pool, { id: poolId }).set({ evictableFrom, evictionLapsesAfter: lapsesAfter });
});

ponder.on("Pools:EvictionWithdrawn", async ({ event, context }) => {
  await context.db.update(pool, { id: event.args.poolId }).set({ evictableFrom: 0, evictionLapsesAfter: 0 });
});

ponder.on("Pools:PoolOffered", async ({ event, context }) => {
  const { poolId, toTid } = event.args;
  await context.db.update(pool, { id: poolId }).set({ offeredTo: toTid, offeredBy: event.transaction.from });
});

ponder.on("Pools:PoolTransferred", async ({ event, context }) => {
  const { poolId, toTid } = event.args;
  await context.db.update(pool, { id: poolId }).set({ threebot: toTid, offeredTo: 0, offeredBy: null });
});

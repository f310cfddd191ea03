import { ponder } from "ponder:registry";
import { farm, part, payment, pool, reservation } from "ponder:schema";

const NONE = /^0x0*$/;

ponder.on("Registry:FarmCreated", async ({ event, context }) => {
  const { farmId, setup } = event.args;
  const { upfrontBps, noticeDays } = setup;
  await context.db.insert(farm).values({ id: farmId, upfrontBps, noticeDays });
});

ponder.on("Registry:TermsChanged", async ({ event, context }) => {
  const { farmId, version, upfrontBps, noticeDays } = event.args;
  if (version === 1) return;
  await context.db.update(farm, { id: farmId }).set({ upfrontBps, noticeDays });
});

ponder.on("Pools:Reserved", async ({ event, context }) => {
  const { id, farmId, tid, terms, termsHash, deadline, epoch, signature } = event.args;
  const at = await context.db.find(farm, { id: farmId });
  if (at === null) throw new Error(`no farm ${farmId}`);
  await context.db.insert(reservation).values({
    ...{ id, farm: farmId, threebot: tid, state: "REQUESTED", cus: terms.cus, sus: terms.sus, termsHash, deadline },
    ...{ termsVersion: terms.termsVersion, upfrontBps: at.upfrontBps, noticeDays: at.noticeDays, epoch, signature },
    ...{ cuCap: BigInt(terms.cuCap), suCap: BigInt(terms.suCap), nodeIds: [...terms.nodeIds] },
    currencies: [...terms.currencies],
    refundTo: NONE.test(terms.refundTo) ? null : terms.refundTo,
    signingRequestHash: NONE.test(terms.signingRequestHash) ? null : terms.signingRequestHash,
    requestedAt: event.block.timestamp,
  });
});

ponder.on("Pools:RefillReserved", async ({ event, context }) => {
  const { id, poolId, refundTo, cus, sus, termsVersion, termsHash, deadline } = event.args;
  const target = await context.db.find(pool, { id: poolId });
  if (target === null) throw new Error(`no pool ${poolId}`);
  const { farm: farmId, threebot, upfrontBps, noticeDays, currency } = target;
  await context.db.insert(reservation).values({
    ...{ id, farm: farmId, threebot, target: poolId, state: "PAYABLE", cus, sus, termsVersion, termsHash, deadline },
    ...{ upfrontBps, noticeDays, cuCap: 0n, suCap: 0n, nodeIds: [], currencies: [currency], refundTo },
    ...{ reached: currency, requestedAt: event.block.timestamp },
  });
});

ponder.on("Pools:Accepted", async ({ event, context }) => {
  const { id, deadline } = event.args;
  const news = { state: "PAYABLE", acceptedAt: event.block.timestamp, deadline };
  await context.db.update(reservation, { id }).set(news);
});

ponder.on("Pools:Rejected", async ({ event, context }) => {
  const { id, reason } = event.args;
  await context.db.update(reservation, { id }).set({ state: "REJECTED", rejectedAt: event.block.timestamp, reason });
});

ponder.on("Pools:Cancelled", async ({ event, context }) => {
  const { id } = event.args;
  await context.db.update(reservation, { id }).set({ state: "CANCELLED", cancelledAt: event.block.timestamp });
});

ponder.on("Pools:Paid", async ({ event, context }) => {
  const { id, payer, token, amount, sum, door } = event.args;
  const { db } = context;
  await db
    .insert(part)
    .values({ id: `${id}-${token}`, paid: sum })
    .onConflictDoUpdate({ paid: sum });
  const asked = await db.find(reservation, { id });
  await db.insert(payment).values({
    ...{ id: event.id, reservation: id, pool: asked?.target ?? id, payer, currency: token, amount, door },
    ...{ credited: false, timestamp: event.block.timestamp, transaction: event.transaction.hash },
  });
  await db.update(reservation, { id }).set({ lastPayment: event.id });
});

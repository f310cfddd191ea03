import { randomBytes } from "node:crypto";
import { signRequest } from "../../protocol/httpSignature.ts";
import type { Database } from "../db/database.ts";
import type { Farm } from "../farm.ts";
import { lastNotice, noticeJson, noticesAfter } from "./read.ts";

export interface Webhook {
  /** Sends what is new. @returns how many notices were taken */
  readonly step: () => Promise<number>;
}

const TIMEOUT_MS = 10_000;

/**
 * Tells the farmer's own server of what happens to pools: in order, at least once, signed by the farm's key. A list that
 * it does not answer with 2xx comes again.
 */
export function createWebhook(db: Database, farm: Farm, url: string, now: () => bigint): Webhook {
  const target = new URL(url);
  return {
    step: async () => {
      const told = await cursor(db);
      const notices = await noticesAfter(db, told);
      const last = notices.at(-1);
      if (last === undefined) return 0;
      const body = Buffer.from(JSON.stringify({ farm_id: Number(farm.farmId), notices: notices.map(noticeJson) }));
      const request = { method: "POST", authority: target.host, target: target.pathname + target.search, body };
      const headers = signRequest(request, farm.key, {
        keyId: `farm:${farm.farmId}`,
        created: now(),
        nonce: randomBytes(18).toString("base64url"),
      });
      const answer = await fetch(target, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`The webhook answered ${answer.status}.`);
      await db.updateTable("webhook").set({ told: last.seq }).execute();
      return notices.length;
    },
  };
}

/** Whoever sets up a webhook hears what comes from then on. */
async function cursor(db: Database): Promise<bigint> {
  const row = await db.selectFrom("webhook").select("told").executeTakeFirst();
  if (row !== undefined) return row.told;
  const told = await lastNotice(db);
  await db
    .insertInto("webhook")
    .values({ told })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return told;
}

import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import type { PoolRow } from "../../db/tables.ts";
import { Refused } from "../../errors.ts";
import { lastNotice, type Notice, noticeJson } from "../../notices/read.ts";
import type { ApiContext } from "../context.ts";
import { PoolView, poolViewOf } from "../poolView.ts";
import { Problem } from "../problems.ts";
import { signerOf } from "../signed.ts";

const ById = Type.Object({ id: Type.String({ pattern: "^[1-9]\\d{0,17}$" }) });
const Since = Type.Object({
  after: Type.Optional(Type.String({ pattern: "^\\d{1,18}$", description: "the last event that was heard" })),
});
/** Proxies end what is silent for a minute. */
const BEAT_MS = 15_000;
const MOST_UNREAD = 1 << 20;

/** A pool as it stands now, and what happens to it. For its owner. */
export function poolRoutes(app: FastifyInstance, context: ApiContext): void {
  const { db, feed, now } = context;

  app.get<{ Params: Static<typeof ById> }>(
    "/v1/pools/:id",
    {
      schema: {
        summary: "A pool now: what is left and how long it lasts, what draws. For its owner",
        params: ById,
        response: { 200: PoolView, "4xx": Problem, "5xx": Problem },
      },
    },
    async (request) => poolViewOf(db, context, await ownPool(request, request.params.id)),
  );

  app.get<{ Params: Static<typeof ById>; Querystring: Static<typeof Since> }>(
    "/v1/pools/:id/events",
    {
      schema: {
        summary: "What happens to a pool, as server-sent events: warnings, halts, reservations, results. For its owner",
        params: ById,
        querystring: Since,
        produces: ["text/event-stream"],
        response: { "4xx": Problem, "5xx": Problem },
      },
    },
    async (request, reply) => {
      const pool = await ownPool(request, request.params.id);
      const asked = request.query.after ?? request.headers["last-event-id"];
      const after = /^\d{1,18}$/.test(String(asked)) ? BigInt(String(asked)) : await lastNotice(db);
      const stop = feed.listen({
        poolId: pool.pool_id,
        after,
        hear: (notice) => {
          reply.raw.write(textOf(notice));
          // Who does not read is let go: what he leaves unread may not grow in our memory.
          if (reply.raw.writableLength > MOST_UNREAD) reply.raw.destroy();
        },
        end: () => reply.raw.end(),
      });
      if (stop === undefined) {
        throw new Refused("TooManyListeners", 503, "Too many listen to this bridge.", "Try again in a minute.");
      }
      reply.hijack();
      // The connection ends with the stream, so that a bridge that stops does not wait for it.
      const headers = { "content-type": "text/event-stream", "cache-control": "no-store", connection: "close" };
      reply.raw.writeHead(200, headers);
      reply.raw.write(": listening\n\n");
      const beat = setInterval(() => void goOn(pool, reply.raw), BEAT_MS);
      const end = (): void => {
        clearInterval(beat);
        stop();
      };
      reply.raw.on("close", end);
      // He may have hung up before anybody listened for it.
      if (reply.raw.destroyed) end();
    },
  );

  /** Whose it is no more, hears no more of it. */
  async function goOn({ pool_id, tid }: PoolRow, stream: ServerResponse): Promise<void> {
    const row = await db.selectFrom("pool").select("tid").where("pool_id", "=", pool_id).executeTakeFirst();
    if (row?.tid === tid) stream.write(": beat\n\n");
    else stream.end();
  }

  async function ownPool(request: Parameters<typeof signerOf>[2], id: string): Promise<PoolRow> {
    const tid = await signerOf(db, "threebot", request, now());
    const pool = await db.selectFrom("pool").selectAll().where("pool_id", "=", BigInt(id)).executeTakeFirst();
    // Whoever does not own it does not learn whether it is there.
    if (pool !== undefined && pool.tid === BigInt(tid)) return pool;
    throw new Refused("NoSuchPool", 404, `Threebot ${tid} has no pool ${id} here.`, "Sign as the pool's owner.");
  }
}

function textOf(notice: Notice): string {
  return `id: ${notice.seq}\nevent: ${notice.kind}\ndata: ${JSON.stringify(noticeJson(notice))}\n\n`;
}

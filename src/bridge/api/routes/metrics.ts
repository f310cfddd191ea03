import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sha256 } from "../../../protocol/evm.ts";
import type { ApiContext } from "../context.ts";
import { createMetrics } from "../metrics.ts";
import { notFound } from "../problems.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** For the farm's own Prometheus: by its token, or without one for this machine. To all others it is not there. */
export function metricsRoutes(app: FastifyInstance, context: ApiContext): void {
  const metrics = createMetrics(context);
  app.addHook("onResponse", (request, reply, done) => {
    metrics.answered(request.routeOptions.url ?? "none", reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    const isAllowed =
      context.metricsToken === undefined
        ? LOOPBACK.has(request.ip)
        : isSame(request.headers.authorization ?? "", `Bearer ${context.metricsToken}`);
    if (!isAllowed) return notFound(request);
    return reply.type(metrics.contentType).send(await metrics.read());
  });
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(Buffer.from(given))), Buffer.from(sha256(Buffer.from(wanted))));
}

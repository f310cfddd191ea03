import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import type { ApiContext } from "./context.ts";
import { answerProblem, notFound } from "./problems.ts";
import { capacityRoutes } from "./routes/capacity.ts";
import { farmRoutes } from "./routes/farm.ts";
import { healthRoutes } from "./routes/health.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { nodeRoutes } from "./routes/nodes.ts";
import { offerRoutes } from "./routes/offers.ts";
import { poolRoutes } from "./routes/pools.ts";
import { reservationRoutes } from "./routes/reservations.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The body to the byte, as a digest covers it. */
    rawBody?: Buffer;
  }
}

export interface ApiOptions {
  readonly logger: FastifyBaseLogger;
  /** Requests of one address in a minute. */
  readonly perMinute?: number;
  /** Addresses whose word on who asks is believed. */
  readonly trustedProxies?: readonly string[];
}

/** A document has at most a megabyte; as text in JSON it may double. */
const MOST_BYTES = 2 << 20;

/** The bridge's face for customers. No port is open yet. */
export async function createApp(
  context: ApiContext,
  { logger, perMinute = 600, trustedProxies = [] }: ApiOptions,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: MOST_BYTES,
    requestTimeout: 30_000,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    routerOptions: { maxParamLength: 100 },
    forceCloseConnections: "idle",
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(notFound);
  keepRawBody(app);
  await app.register(rateLimit, { max: perMinute, timeWindow: 60_000, allowList: isOfNodes });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Granary bridge", description: "What customers ask of a farm.", version: "1" },
    },
  });
  await app.register((routes) => {
    metricsRoutes(routes, context);
    healthRoutes(routes, context);
    farmRoutes(routes, context);
    offerRoutes(routes, context);
    capacityRoutes(routes, context);
    poolRoutes(routes, context);
    reservationRoutes(routes, context);
    nodeRoutes(routes, context);
    routes.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  });
  return app;
}

/** Nodes of a farm may share an address, and a stranger behind it must not silence them: they prove who they are. */
function isOfNodes({ url }: FastifyRequest): boolean {
  return url.startsWith("/v1/nodes/") || url.startsWith("/v1/results/");
}

function keepRawBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    request.rawBody = body;
    void parse(request, body.toString(), done);
  });
}

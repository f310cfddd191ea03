import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import type { ApiContext } from "../context.ts";
import { demandFreshChain } from "../fresh.ts";
import { Problem } from "../problems.ts";

const Fine = Type.Object({ status: Type.Literal("ok") });

/** `/healthz`: this process lives. `/readyz`: it can do its work, with its database and a chain that it knows. */
export function healthRoutes(app: FastifyInstance, context: ApiContext): void {
  app.get("/healthz", { schema: { response: { 200: Fine } } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { response: { 200: Fine, "5xx": Problem } } }, async () => {
    await demandFreshChain(context);
    return { status: "ok" };
  });
}
